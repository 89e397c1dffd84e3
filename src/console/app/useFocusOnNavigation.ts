import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/**
 * Moves the focus to the heading of a page that has just been opened, so that screen readers announce it and Tab starts there. Not for tabs
 * and filters of the same page: whoever works through them keeps the place.
 */
export function useFocusOnNavigation() {
  const router = useRouter()
  const main = useRef<HTMLElement>(null)
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return
        if (document.activeElement?.closest('[data-keeps-focus]')) return
        const heading = main.current?.querySelector<HTMLElement>('h1')
        ;(heading ?? main.current)?.focus({ preventScroll: true })
      }),
    [router],
  )
  return main
}
