import OutlinedInput from '@mui/material/OutlinedInput'
import type { Text } from '#schema/kinds/text.ts'
import { faultAt } from '../fault.ts'
import type { ControlProps } from './control.ts'

export function TextControl({
  setting,
  value,
  onChange,
  onBlur,
  id,
  describedBy,
  fault,
}: ControlProps<Text>) {
  return (
    <OutlinedInput
      id={id}
      fullWidth
      type={setting.isDate ? 'date' : 'text'}
      multiline={setting.multiline}
      minRows={setting.multiline ? 2 : undefined}
      maxRows={setting.multiline ? 12 : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
      error={faultAt(fault) !== undefined}
      placeholder={setting.emptyMeans ?? setting.example}
      inputProps={{
        'aria-describedby': describedBy,
        dir: 'auto',
        autoComplete: 'off',
        spellCheck: setting.multiline,
      }}
    />
  )
}
