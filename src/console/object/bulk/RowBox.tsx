import { styled } from '@mui/material/styles'
import { toggled, type Chosen } from './chosen.ts'

type Props = {
  id: string
  name: string
  /** The ids of the page. */
  page: readonly string[]
  chosen: Chosen
  onChange: (chosen: Chosen) => void
}

/** Before the link of a row, and above it. With Shift it chooses all from the last one on. */
export const RowBox = ({ id, name, page, chosen, onChange }: Props) => (
  <Box
    type="checkbox"
    aria-label={`Select ${name}`}
    checked={chosen?.ids.has(id) ?? false}
    onChange={({ nativeEvent }) => {
      const through = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
      onChange(toggled(chosen, { page, row: page.indexOf(id), through }))
    }}
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
