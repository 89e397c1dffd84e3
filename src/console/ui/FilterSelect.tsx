import { styled } from '@mui/material/styles'
import { useId } from 'react'

type Options = Record<string, string>

type Props = {
  label: string
  value: string
  /** What choosing nothing is called: "Anything". */
  all: string
  /** Words by value; in groups, where they are many. */
  options: Options | Record<string, Options>
  onChange: (value: string) => void
}

/** One of many values that a list is narrowed to. */
export function FilterSelect({ label, value, all, options, onChange }: Props) {
  const id = useId()
  return (
    <Filter>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{all}</option>
        {Object.entries<string | Options>(options).map(([name, words]) =>
          typeof words === 'string' ? (
            <option key={name} value={name}>
              {words}
            </option>
          ) : (
            <optgroup key={name} label={name}>
              {Object.entries(words).map(([each, text]) => (
                <option key={each} value={each}>
                  {text}
                </option>
              ))}
            </optgroup>
          ),
        )}
      </select>
    </Filter>
  )
}

/** A label above a native control. */
export const Filter = styled('div')(({ theme }) => ({
  display: 'flex',
  flexDirection: 'column',
  minWidth: 0,
  '& label': { ...theme.typography.caption, color: theme.vars.palette.text.secondary },
  '& select, & input': {
    ...theme.typography.body2,
    height: 34,
    width: '100%',
    maxWidth: 240,
    padding: theme.spacing(0, 1.5),
    border: `1px solid ${theme.vars.palette.outline}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.vars.palette.background.paper,
    color: theme.vars.palette.text.primary,
  },
  [theme.breakpoints.down('sm')]: { flex: '1 1 40%', '& select, & input': { maxWidth: 'none' } },
}))
