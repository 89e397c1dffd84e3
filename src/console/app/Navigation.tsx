import { styled } from '@mui/material/styles'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { memo, useState } from 'react'
import { IconButton } from '#console/ui/IconButton.tsx'
import { Brand } from './Brand.tsx'
import { NavigationLinks } from './NavigationLinks.tsx'
import { layout } from './theme.ts'

const storageKey = 'gatewright.navigation'

/** The left navigation of wide screens; it collapses to icons and remembers that. */
export const Navigation = memo(function Navigation() {
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(storageKey) === 'collapsed')
  const toggle = () => {
    localStorage.setItem(storageKey, collapsed ? 'open' : 'collapsed')
    setCollapsed(!collapsed)
  }
  return (
    <Side aria-label="Main" style={{ width: collapsed ? layout.navigationCollapsed : layout.navigation }}>
      <Brand collapsed={collapsed} />
      <Links>
        <NavigationLinks collapsed={collapsed} />
      </Links>
      <Foot>
        <IconButton
          icon={collapsed ? PanelLeftOpen : PanelLeftClose}
          size={18}
          label={collapsed ? 'Widen the navigation' : 'Narrow the navigation'}
          onClick={toggle}
        />
      </Foot>
    </Side>
  )
})

const Side = styled('nav')(({ theme }) => ({
  position: 'sticky',
  top: 0,
  height: '100vh',
  flexShrink: 0,
  display: 'flex',
  flexDirection: 'column',
  backgroundColor: theme.vars.palette.background.paper,
  borderRight: `1px solid ${theme.vars.palette.divider}`,
  [theme.breakpoints.down('md')]: { display: 'none' },
}))

const Links = styled('div')({ flex: 1, overflowY: 'auto', overflowX: 'hidden' })

const Foot = styled('div')(({ theme }) => ({
  padding: theme.spacing(2),
  borderTop: `1px solid ${theme.vars.palette.divider}`,
}))
