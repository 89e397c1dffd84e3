import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'

/** Stands in the place of an empty list: one sentence on what it is for, and the first thing to do. */
export function EmptyState({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <Box>
      <Text>{children}</Text>
      {actions && <Actions>{actions}</Actions>}
    </Box>
  )
}

const Box = styled('div')(({ theme }) => ({
  padding: theme.spacing(10, 6),
  border: `1px dashed ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  textAlign: 'center',
}))

const Text = styled('div')(({ theme }) => ({
  maxWidth: 480,
  margin: '0 auto',
  color: theme.vars.palette.text.secondary,
  overflowWrap: 'anywhere',
}))

const Actions = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  justifyContent: 'center',
  gap: theme.spacing(2),
  marginTop: theme.spacing(4),
}))
