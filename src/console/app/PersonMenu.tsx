import Divider from '@mui/material/Divider'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { styled, useColorScheme } from '@mui/material/styles'
import { Keyboard, LogOut, Monitor } from 'lucide-react'
import type { SignedInPerson } from '#console/api/session.ts'
import { Icon } from '#console/ui/Icon.tsx'
import { showSheet } from './shortcuts/shownSheet.ts'
import { signOut } from './signOut.ts'

export function PersonMenu({
  person,
  anchor,
  onClose,
}: {
  person: SignedInPerson
  anchor: HTMLElement
  onClose: () => void
}) {
  const { mode, setMode } = useColorScheme()
  return (
    <Menu open anchorEl={anchor} onClose={onClose} slotProps={{ list: { 'aria-label': 'Your account' } }}>
      <Who disabled>
        <strong>{person.displayName || person.name}</strong>
        <span>{person.name}</span>
      </Who>
      <Divider />
      {mode !== 'system' && (
        <MenuItem
          onClick={() => {
            setMode('system')
            onClose()
          }}
        >
          <Icon of={Monitor} />
          Use the theme of this device
        </MenuItem>
      )}
      <MenuItem
        onClick={() => {
          onClose()
          showSheet(true)
        }}
      >
        <Icon of={Keyboard} />
        Keyboard shortcuts
      </MenuItem>
      <MenuItem onClick={() => void signOut()}>
        <Icon of={LogOut} />
        Sign out
      </MenuItem>
    </Menu>
  )
}

const Who = styled(MenuItem)(({ theme }) => ({
  ...theme.typography.body2,
  flexDirection: 'column',
  alignItems: 'flex-start',
  gap: 0,
  maxWidth: 320,
  whiteSpace: 'normal',
  overflowWrap: 'anywhere',
  color: theme.vars.palette.text.secondary,
  '&.Mui-disabled': { opacity: 1 },
  '& strong': { fontWeight: 600, color: theme.vars.palette.text.primary },
}))
