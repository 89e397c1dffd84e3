import { styled } from '@mui/material/styles'
import { useId } from 'react'

type Props = {
  options: { title: string; name: string }[]
  by: string
  onChange: (by: string) => void
}

/** Sorting where the columns have no headings: on narrow screens. */
export function SortSelect({ options, by, onChange }: Props) {
  const id = useId()
  return (
    <Frame>
      <label htmlFor={id}>Sort by</label>
      <select id={id} value={by} onChange={(event) => onChange(event.target.value)}>
        <option value="">usual order</option>
        {options.map(({ title, name }) => [
          <option key={name} value={name}>
            {title}
          </option>,
          <option key={`-${name}`} value={`-${name}`}>
            {title}, last first
          </option>,
        ])}
      </select>
    </Frame>
  )
}

const Frame = styled('div')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(2),
  marginBottom: theme.spacing(2),
  color: theme.vars.palette.text.secondary,
  '& select': {
    ...theme.typography.body2,
    minHeight: 32,
    padding: theme.spacing(0, 1.5),
    border: `1px solid ${theme.vars.palette.outline}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.vars.palette.background.paper,
    color: theme.vars.palette.text.primary,
  },
  [theme.breakpoints.up('sm')]: { display: 'none' },
}))
