import { styled } from '@mui/material/styles'

/** What few people need, behind a line that says what it is: `<Fold><summary>…</summary>…</Fold>`. */
export const Fold = styled('details')(({ theme }) => ({
  marginTop: theme.spacing(6),
  '& > summary': {
    minHeight: 24,
    width: 'fit-content',
    cursor: 'pointer',
    borderRadius: theme.shape.borderRadius,
    color: theme.vars.palette.primary.main,
  },
  '&[open] > summary': { marginBottom: theme.spacing(4), color: theme.vars.palette.text.secondary },
}))
