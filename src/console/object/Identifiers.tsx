import { styled } from '@mui/material/styles'

/** CopyFields below a title: one after the other, each with its button beside it, and one below the other on narrow screens. */
export const Identifiers = styled('div')(({ theme }) => ({
  [theme.breakpoints.up('sm')]: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(6),
    '&& > div': { display: 'flex', gap: theme.spacing(2), minWidth: 0, borderTop: 0 },
  },
}))
