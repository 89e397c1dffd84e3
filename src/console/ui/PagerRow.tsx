import { styled } from '@mui/material/styles'

/** Holds the ways to other pages of a list, below it. */
export const PagerRow = styled('nav')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'flex-end',
  gap: theme.spacing(2),
  marginTop: theme.spacing(3),
  color: theme.vars.palette.text.secondary,
}))
