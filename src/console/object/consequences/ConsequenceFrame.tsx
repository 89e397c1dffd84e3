import { styled } from '@mui/material/styles'
import { useId, type ReactNode } from 'react'

/** What the values of a form mean, beside the fields: it stays in sight and scrolls by itself. */
export function ConsequenceFrame({ busy, children }: { busy: boolean; children: ReactNode }) {
  const title = useId()
  return (
    <Frame aria-labelledby={title} aria-busy={busy}>
      <Title id={title}>What this means</Title>
      {children}
    </Frame>
  )
}

/** Fields with what they mean beside them, or below where there is no room. */
export function BesideFields({ fields, children }: { fields: ReactNode; children: ReactNode }) {
  return (
    <Columns>
      {fields}
      <Beside>{children}</Beside>
    </Columns>
  )
}

const Frame = styled('aside')(({ theme }) => ({
  minWidth: 0,
  [theme.breakpoints.up('lg')]: {
    position: 'sticky',
    top: theme.spacing(18),
    maxHeight: `calc(100vh - ${theme.spacing(24)})`,
    overflowY: 'auto',
  },
  padding: theme.spacing(4, 5, 5),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  '& h3': {
    ...theme.typography.subtitle2,
    margin: theme.spacing(5, 0, 2),
    color: theme.vars.palette.text.secondary,
  },
}))

const Title = styled('h2')(({ theme }) => ({ ...theme.typography.h2, margin: 0 }))

const Columns = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 640px) minmax(20rem, 26rem)',
  justifyContent: 'start',
  alignItems: 'start',
  gap: theme.spacing(8),
  [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 640px)' },
}))

const Beside = styled('div')({ alignSelf: 'stretch', minWidth: 0 })
