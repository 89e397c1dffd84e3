import { styled } from '@mui/material/styles'

/** A bordered surface for something that stands apart. */
export const Panel = styled('section')(({ theme }) => ({
  padding: theme.spacing(4, 5),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  minWidth: 0,
  '& > h2, & > h3': { ...theme.typography.h3, margin: theme.spacing(0, 0, 2) },
}))
