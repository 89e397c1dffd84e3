import InputAdornment from '@mui/material/InputAdornment'
import OutlinedInput from '@mui/material/OutlinedInput'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '#console/ui/IconButton.tsx'
import type { Secret } from '#schema/kinds/secret.ts'
import { faultAt } from '../fault.ts'
import type { ControlProps } from './control.ts'

/** Masked unless the person looks; the browser neither fills it in nor offers to remember it (FE-07). */
export function SecretControl({
  setting,
  value,
  onChange,
  onBlur,
  id,
  describedBy,
  fault,
  readOnly,
}: ControlProps<Secret>) {
  const [shown, setShown] = useState(false)
  return (
    <OutlinedInput
      id={id}
      fullWidth
      type={shown ? 'text' : 'password'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
      readOnly={readOnly}
      error={faultAt(fault) !== undefined}
      inputProps={{
        'aria-describedby': describedBy,
        autoComplete: 'new-password',
        autoCapitalize: 'off',
        spellCheck: false,
        'data-1p-ignore': true,
        maxLength: setting.maxLength,
      }}
      endAdornment={
        <InputAdornment position="end">
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={shown ? 'Hide what is typed' : 'Show what is typed'}
            aria-controls={id}
            onClick={() => setShown(!shown)}
          />
        </InputAdornment>
      }
    />
  )
}
