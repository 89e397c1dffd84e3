import { styled } from '@mui/material/styles'
import { CopyButton } from './CopyButton.tsx'

type Props = {
  label: string
  value: string
  /** Wraps long values instead of cutting them. */
  whole?: boolean
}

/** A value that people take elsewhere: label, value in code, copy. */
export function CopyField({ label, value, whole = false }: Props) {
  return (
    <Row>
      <Label>{label}</Label>
      <Value whole={whole} title={value} translate="no">
        {value}
      </Value>
      <CopyButton value={value} label={`Copy ${label}`} />
    </Row>
  )
}

const Row = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(8rem, max-content) minmax(0, 1fr) auto',
  alignItems: 'center',
  columnGap: theme.spacing(3),
  padding: theme.spacing(1, 0),
  '& + &': { borderTop: `1px solid ${theme.vars.palette.divider}` },
  [theme.breakpoints.down('sm')]: {
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    '& > span': { gridColumn: '1 / -1' },
  },
}))

const Label = styled('span')(({ theme }) => ({
  ...theme.typography.body2,
  color: theme.vars.palette.text.secondary,
}))

const Value = styled('code', { shouldForwardProp: (name) => name !== 'whole' })<{ whole: boolean }>(
  ({ whole, theme }) => ({
    minWidth: 0,
    // Keeps several lines off those between the rows; one line is lower than the button beside it.
    padding: theme.spacing(1, 0),
    ...(whole
      ? { overflowWrap: 'anywhere' }
      : {
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
          // Alone in its row there
          [theme.breakpoints.down('sm')]: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
        }),
  }),
)
