import { keyframes } from '@emotion/react'
import { styled } from '@mui/material/styles'
import { useIsMutating } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'

/** A thin line on top while a page or a save is on its way; only after 200 ms, so that quick answers do not flicker. */
export function ProgressLine() {
  const navigating = useRouterState({ select: ({ status }) => status === 'pending' })
  const saving = useIsMutating() > 0
  if (!navigating && !saving) return null
  return <Line role="progressbar" aria-label="Loading" />
}

const appear = keyframes({ to: { opacity: 1 } })
const run = keyframes({ from: { backgroundPosition: '200% 0' }, to: { backgroundPosition: '-100% 0' } })

const Line = styled('div')(({ theme }) => ({
  position: 'fixed',
  zIndex: theme.zIndex.tooltip,
  top: 0,
  left: 0,
  right: 0,
  height: 2,
  opacity: 0,
  backgroundImage: `linear-gradient(90deg, transparent, ${theme.vars.palette.primary.main} 50%, transparent)`,
  backgroundSize: '50% 100%',
  backgroundRepeat: 'no-repeat',
  animation: `${appear} 0s 200ms forwards, ${run} 1.2s linear infinite`,
  '@media (prefers-reduced-motion: reduce)': {
    animation: `${appear} 0s 200ms forwards`,
    backgroundImage: 'none',
    backgroundColor: theme.vars.palette.primary.main,
  },
}))
