import { styled } from '@mui/material/styles'
import { Check } from 'lucide-react'
import { Icon } from './Icon.tsx'

type Props<Value extends string> = {
  /** What is chosen among: "Show". */
  label: string
  options: Record<Value, string>
  /** How many rows each has. */
  counts?: Record<Value, number>
  value: Value
  onChange: (value: Value) => void
}

/** One of a few views of a list. */
export function FilterChips<Value extends string>({ label, options, counts, value, onChange }: Props<Value>) {
  return (
    <Row role="group" aria-label={label}>
      {(Object.entries(options) as [Value, string][]).map(([option, text]) => (
        <Chip key={option} type="button" aria-pressed={option === value} onClick={() => onChange(option)}>
          {option === value && <Icon of={Check} size={14} />}
          {text}
          {counts && <Count>{counts[option].toLocaleString()}</Count>}
        </Chip>
      ))}
    </Row>
  )
}

const Count = styled('span')(({ theme }) => ({
  color: theme.vars.palette.text.secondary,
  fontVariantNumeric: 'tabular-nums',
}))

const Row = styled('div')(({ theme }) => ({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5) }))

const Chip = styled('button')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'inline-flex',
  alignItems: 'center',
  gap: theme.spacing(1.5),
  minHeight: 30,
  padding: theme.spacing(0, 2.5),
  border: `1px solid ${theme.vars.palette.outline}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  color: theme.vars.palette.text.primary,
  cursor: 'pointer',
  '&:hover': { backgroundColor: theme.vars.palette.quiet },
  '&[aria-pressed="true"]': {
    backgroundColor: theme.vars.palette.tint,
    borderColor: theme.vars.palette.primary.main,
    color: theme.vars.palette.primary.main,
    fontWeight: 500,
  },
}))
