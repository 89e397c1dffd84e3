import Drawer from '@mui/material/Drawer'
import { Brand } from './Brand.tsx'
import { NavigationLinks } from './NavigationLinks.tsx'
import { layout } from './theme.ts'

/** The navigation of narrow screens. */
export function NavigationDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer
      open
      onClose={onClose}
      slotProps={{ paper: { component: 'nav', 'aria-label': 'Main', sx: { width: layout.navigation } } }}
    >
      <Brand />
      <NavigationLinks onNavigate={onClose} />
    </Drawer>
  )
}
