import { useEffect, useState } from 'react'
import type { Keys } from '../Keys.tsx'

type Loaded = { Keys: typeof Keys }

/**
 * The palette from the key that asks for it on. It is loaded, with the other shortcuts, while nothing else is to be done. Who asks before, and types
 * on, finds it with what was typed.
 */
export function usePalette() {
  const [loaded, setLoaded] = useState<Loaded>()
  const [begun, setBegun] = useState<string | null>(null)
  const waiting = begun !== null && !loaded

  useEffect(() => {
    if (loaded) return
    const load = () => void import('../Keys.tsx').then(setLoaded, fail)
    const fail = (error: unknown) => {
      // Whoever has asked for it is told on the page for what fails; else there is another try when somebody asks.
      if (waiting)
        setLoaded(() => {
          throw error
        })
    }
    if (waiting) return load()
    const idle = setTimeout(load, pause)
    return () => clearTimeout(idle)
  }, [loaded, waiting])

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey))
        setBegun((before) => before ?? '')
      else if (!waiting) return
      else if (event.key === 'Escape') setBegun(null)
      else if (event.key === 'Backspace') setBegun((before) => before?.slice(0, -1) ?? null)
      else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey)
        setBegun((before) => `${before ?? ''}${event.key}`)
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [waiting])

  return {
    Keys: loaded?.Keys,
    begun,
    open: () => setBegun(''),
    close: () => setBegun(null),
  }
}

/** After the page is there, in ms. */
const pause = 2000
