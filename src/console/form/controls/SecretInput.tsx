import InputAdornment from '@mui/material/InputAdornment'
import OutlinedInput from '@mui/material/OutlinedInput'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '#console/ui/IconButton.tsx'

type Props = {
  value: string
  onChange: (typed: string) => void
  onBlur: () => void
  id: string
  /** What names it where no label points to it. */
  label?: string
  labelId?: string
  describedBy: string
  faulty: boolean
  maxLength: number
}

/** Masked unless the person looks; the browser neither fills it in nor offers to remember it (FE-07). */
export function SecretInput(props: Props) {
  const { value, onChange, onBlur, id, label, labelId, describedBy, faulty, maxLength } = props
  const [shown, setShown] = useState(false)
  return (
    <OutlinedInput
      id={id}
      fullWidth
      type={shown ? 'text' : 'password'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
      error={faulty}
      inputProps={{
        'aria-label': label,
        'aria-labelledby': labelId,
        'aria-describedby': describedBy,
        autoComplete: 'new-password',
        autoCapitalize: 'off',
        spellCheck: false,
        'data-1p-ignore': true,
        maxLength,
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
