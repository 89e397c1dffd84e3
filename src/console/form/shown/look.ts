import { styled } from '@mui/material/styles'

/** What stands where there is no value. */
export const Nothing = styled('span')(({ theme }) => ({ color: theme.vars.palette.text.secondary }))

/** Values one below the other. */
export const Lines = styled('ul')(({ theme }) => ({
  margin: 0,
  padding: 0,
  listStyle: 'none',
  overflowWrap: 'anywhere',
  '& > li + li': { marginTop: theme.spacing(1) },
  '& code': theme.typography.code,
}))

/** What belongs together of one entry. */
export const Card = styled('li')(({ theme }) => ({
  padding: theme.spacing(2, 3),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
}))

/** Names and what they stand for. */
export const Facts = styled('dl')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(6rem, auto) minmax(0, 1fr)',
  gap: theme.spacing(1, 4),
  margin: 0,
  '& dt': { color: theme.vars.palette.text.secondary },
  '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
}))
