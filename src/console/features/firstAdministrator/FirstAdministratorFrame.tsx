import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { Panel } from '#console/ui/Panel.tsx'

/** One centred card: there is nowhere else to go yet. */
export function FirstAdministratorFrame({ children }: { children: ReactNode }) {
  return (
    <Main>
      <Brand>
        <img src="/gatewright.svg" alt="" width={28} height={28} />
        Gatewright
      </Brand>
      <Panel>{children}</Panel>
    </Main>
  )
}

const Main = styled('main')(({ theme }) => ({
  maxWidth: 520,
  margin: '0 auto',
  padding: theme.spacing(10, 4),
  [theme.breakpoints.down('sm')]: { padding: theme.spacing(5, 3) },
}))

const Brand = styled('div')(({ theme }) => ({
  ...theme.typography.h2,
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(2.5),
  marginBottom: theme.spacing(4),
}))
