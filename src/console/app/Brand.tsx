import { styled } from '@mui/material/styles'
import { layout } from './theme.ts'

export function Brand({ collapsed = false }: { collapsed?: boolean }) {
  return (
    <Row>
      <img src="/gatewright.svg" alt={collapsed ? 'Gatewright' : ''} width={24} height={24} />
      {!collapsed && <span>Gatewright</span>}
    </Row>
  )
}

const Row = styled('div')(({ theme }) => ({
  ...theme.typography.h2,
  display: 'flex',
  alignItems: 'center',
  gap: theme.spacing(2.5),
  height: layout.topBar,
  flexShrink: 0,
  padding: theme.spacing(0, 4),
  borderBottom: `1px solid ${theme.vars.palette.divider}`,
}))
