import { styled } from '@mui/material/styles'
import { Search } from 'lucide-react'
import { Icon } from '#console/ui/Icon.tsx'
import { visuallyHidden } from '#console/ui/visuallyHidden.ts'
import { usePalette } from './usePalette.ts'

const key = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K'

/** Opens the palette, by a click or from anywhere by keyboard. */
export function PaletteButton() {
  const { Keys, begun, open, close } = usePalette()
  return (
    <>
      <Opener type="button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" onClick={open}>
        <Icon of={Search} />
        <Words>Search</Words>
        <Key aria-hidden>{key}</Key>
      </Opener>
      {Keys && <Keys begun={begun} onClose={close} />}
    </>
  )
}

const Opener = styled('button')(({ theme }) => ({
  ...theme.typography.body2,
  display: 'inline-flex',
  alignItems: 'center',
  gap: theme.spacing(2),
  minHeight: 32,
  minWidth: 32,
  padding: theme.spacing(0, 2),
  border: `1px solid ${theme.vars.palette.outline}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: 'transparent',
  color: theme.vars.palette.text.secondary,
  cursor: 'pointer',
  '&:hover': { backgroundColor: theme.vars.palette.quiet, color: theme.vars.palette.text.primary },
  [theme.breakpoints.down('md')]: { borderColor: 'transparent' },
}))

const Words = styled('span')(({ theme }) => ({
  minWidth: 80,
  textAlign: 'left',
  // Narrow screens show the icon alone; its name stays for screen readers.
  [theme.breakpoints.down('md')]: visuallyHidden,
}))

const Key = styled('kbd')(({ theme }) => ({
  ...theme.typography.caption,
  [theme.breakpoints.down('md')]: { display: 'none' },
}))
