import { styled } from '@mui/material/styles'
import { use, type ReactNode } from 'react'
import { InFrame } from './inFrame.ts'

/** A page that says one thing: signed out, nothing here, not allowed. */
export function MessagePage({
  title,
  children,
  actions,
}: {
  title: string
  children: ReactNode
  actions?: ReactNode
}) {
  return (
    <Centred as={use(InFrame) ? 'div' : 'main'}>
      <title>{`${title} · Gatewright`}</title>
      <Title tabIndex={-1}>{title}</Title>
      <Text>{children}</Text>
      {actions && <Actions>{actions}</Actions>}
    </Centred>
  )
}

const Centred = styled('div')(({ theme }) => ({
  maxWidth: 480,
  // A margin on top would lie outside the page and make it higher than the window.
  margin: '0 auto',
  padding: `12vh ${theme.spacing(4)} 0`,
}))

const Title = styled('h1')(({ theme }) => ({ ...theme.typography.h1, margin: 0, outline: 'none' }))

const Text = styled('div')(({ theme }) => ({
  marginTop: theme.spacing(2),
  color: theme.vars.palette.text.secondary,
  overflowWrap: 'anywhere',
  '& p': { margin: theme.spacing(0, 0, 2) },
}))

const Actions = styled('div')(({ theme }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  gap: theme.spacing(2),
  marginTop: theme.spacing(5),
}))
