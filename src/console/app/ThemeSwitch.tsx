import { useColorScheme } from '@mui/material/styles'
import { Moon, Sun } from 'lucide-react'
import { IconButton } from '#console/ui/IconButton.tsx'

export function ThemeSwitch() {
  const { mode, systemMode, setMode } = useColorScheme()
  const dark = (mode === 'system' ? systemMode : mode) === 'dark'
  const label = dark ? 'Switch to the light theme' : 'Switch to the dark theme'
  return (
    <IconButton
      icon={dark ? Sun : Moon}
      size={18}
      label={label}
      onClick={() => setMode(dark ? 'light' : 'dark')}
    />
  )
}
