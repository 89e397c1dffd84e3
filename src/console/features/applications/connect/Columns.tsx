import { styled } from '@mui/material/styles'

/** Two columns of panels, one below the other where there is no room. */
export const Columns = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
  gap: theme.spacing(5),
  alignItems: 'start',
  [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  '& > div': { display: 'grid', gap: theme.spacing(5), minWidth: 0 },
  '& p': {
    ...theme.typography.body2,
    margin: theme.spacing(3, 0, 2),
    color: theme.vars.palette.text.secondary,
  },
  '& h2 + p': { marginTop: 0 },
}))
