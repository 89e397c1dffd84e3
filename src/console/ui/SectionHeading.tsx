import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'

/** A quiet heading within a page. */
export function SectionHeading({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <Row>
      <Heading>{children}</Heading>
      {actions}
    </Row>
  )
}

const Row = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: theme.spacing(2),
  margin: theme.spacing(8, 0, 3),
  '&:first-of-type': { marginTop: 0 },
}))

const Heading = styled('h2')(({ theme }) => ({ ...theme.typography.h2, margin: 0 }))
