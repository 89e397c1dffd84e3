import type { CSSObject, Theme } from '@mui/material/styles'
import type { ChangeEvent, ReactNode } from 'react'

type Props = {
  checked: boolean
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
  onBlur: () => void
  invalid: boolean
  children: ReactNode
}

/** One of many that can be ticked. MUI's has a dozen parts, and a list of permissions shows hundreds: what they stand in says how they look. */
export function Checkbox({ checked, onChange, onBlur, invalid, children }: Props) {
  return (
    <label>
      <input type="checkbox" checked={checked} onChange={onChange} onBlur={onBlur} aria-invalid={invalid} />
      <span>{children}</span>
    </label>
  )
}

/** How what holds checkboxes makes them look. */
export const checkboxes = (theme: Theme): CSSObject => ({
  '& > label': {
    ...theme.typography.body1,
    display: 'inline-flex',
    alignItems: 'center',
    minHeight: 34,
    marginRight: theme.spacing(4),
    cursor: 'pointer',
    ...checkbox(theme, theme.spacing(0, 2.25, 0, 0.5)),
  },
})

/** How a checkbox looks in what holds it. */
export const checkbox = (theme: Theme, margin: string | number = 0): CSSObject => ({
  '& input': {
    appearance: 'none',
    flexShrink: 0,
    width: 15,
    height: 15,
    margin,
    border: `1.5px solid ${theme.vars.palette.outline}`,
    borderRadius: 2,
    backgroundColor: theme.vars.palette.background.paper,
    cursor: 'inherit',
  },
  '& input:checked': {
    borderColor: theme.vars.palette.primary.main,
    backgroundColor: theme.vars.palette.primary.main,
  },
  // The tick: two sides of a box that stands on its corner
  '& input:checked::before': {
    content: '""',
    display: 'block',
    width: 5,
    height: 10,
    margin: '0 auto',
    border: `solid ${theme.vars.palette.background.paper}`,
    borderWidth: '0 2px 2px 0',
    transform: 'rotate(45deg)',
  },
  '@media (forced-colors: active)': { '& input': { appearance: 'auto' } },
})
