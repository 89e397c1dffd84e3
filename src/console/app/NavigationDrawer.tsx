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
      slotProps={{ paper: { 'aria-label': 'Navigation', sx: { width: layout.navigation } } }}
    >
      <nav aria-label="Main">
        <Brand />
        <NavigationLinks onNavigate={onClose} />
      </nav>
    </Drawer>
  )
}
