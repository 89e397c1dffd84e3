import OutlinedInput from '@mui/material/OutlinedInput'
import { styled } from '@mui/material/styles'
import { mostReason } from '#schema/reason.ts'

type Props = { value: string; onChange: (reason: string) => void }

/** Why somebody saves, for whoever reads the Changelog. Nobody has to say it. */
export const ReasonField = ({ value, onChange }: Props) => (
  <Label>
    Reason (optional)
    <OutlinedInput
      fullWidth
      value={value}
      onChange={(event) => onChange(event.target.value)}
      inputProps={{ maxLength: mostReason, autoComplete: 'off', dir: 'auto' }}
    />
    <small>Stands in the Changelog and in the event log.</small>
  </Label>
)

const Label = styled('label')(({ theme }) => ({
  display: 'block',
  marginTop: theme.spacing(5),
  '& > small': { ...theme.typography.body2, color: theme.vars.palette.text.secondary },
}))
