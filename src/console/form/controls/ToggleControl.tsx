import Switch from '@mui/material/Switch'
import type { Toggle } from '#schema/kinds/toggle.ts'
import { faultAt } from '../fault.ts'
import type { ControlProps } from './control.ts'

export function ToggleControl({
  value,
  onChange,
  onBlur,
  id,
  describedBy,
  fault,
  disabled,
}: ControlProps<Toggle>) {
  return (
    <Switch
      id={id}
      size="small"
      checked={value}
      onChange={(event) => onChange(event.target.checked)}
      onBlur={onBlur}
      disabled={disabled}
      slotProps={{
        input: {
          role: 'switch',
          'aria-describedby': describedBy,
          'aria-invalid': faultAt(fault) !== undefined,
        },
      }}
    />
  )
}
