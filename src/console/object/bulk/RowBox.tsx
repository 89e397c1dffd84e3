import { styled } from '@mui/material/styles'

type Props = { name: string; checked: boolean; onChange: (through: boolean) => void }

/** Before the link of a row, and above it. With Shift it chooses all from the last one on. */
export const RowBox = ({ name, checked, onChange }: Props) => (
  <Box
    type="checkbox"
    aria-label={`Select ${name}`}
    checked={checked}
    onChange={({ nativeEvent }) => onChange(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
  />
)

const Box = styled('input')(({ theme }) => ({
  position: 'relative',
  zIndex: 2,
  width: 16,
  height: 16,
  margin: theme.spacing(0, 2.5, 0, 0),
  verticalAlign: '-2px',
  accentColor: theme.vars.palette.primary.main,
  cursor: 'pointer',
  // As large as a finger
  '&::before': { content: '""', position: 'absolute', inset: -7 },
}))
