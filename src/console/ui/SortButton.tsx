import { styled } from '@mui/material/styles'
import { ArrowUp } from 'lucide-react'
import { Icon } from './Icon.tsx'

type Props = {
  title: string
  /** What the column is called in the address and at the tenant. */
  name: string
  by: string
  onChange: (by: string) => void
}

export const ariaSort = (name: string, by: string) =>
  by === name ? 'ascending' : by === `-${name}` ? 'descending' : undefined

/** The heading of a column: sorts by it, then the other way round, then not. */
export function SortButton({ title, name, by, onChange }: Props) {
  const sorted = ariaSort(name, by)
  const next = { ascending: `-${name}`, descending: '', none: name }[sorted ?? 'none']
  return (
    <>
      <Heading type="button" onClick={() => onChange(next)}>
        {title}
        <Arrow data-sorted={sorted}>
          <Icon of={ArrowUp} size={14} />
        </Arrow>
      </Heading>
      <Word>{title}</Word>
    </>
  )
}

const Heading = styled('button')(({ theme }) => ({
  display: 'inline-flex',
  alignItems: 'center',
  gap: theme.spacing(1),
  margin: theme.spacing(-1, -1.5),
  padding: theme.spacing(1, 1.5),
  border: 0,
  borderRadius: theme.shape.borderRadius,
  background: 'none',
  color: 'inherit',
  font: 'inherit',
  cursor: 'pointer',
  // Out of sight there, and so out of reach: SortSelect does it
  [theme.breakpoints.down('sm')]: { display: 'none' },
  '&:hover': { color: theme.vars.palette.text.primary },
  '&:hover span, &:focus-visible span': { opacity: 1 },
}))

const Word = styled('span')(({ theme }) => ({ [theme.breakpoints.up('sm')]: { display: 'none' } }))

/** Keeps its room, so that nothing moves. */
const Arrow = styled('span')({
  display: 'inline-flex',
  opacity: 0,
  '&[data-sorted]': { opacity: 1 },
  '&[data-sorted="descending"]': { transform: 'rotate(180deg)' },
})
