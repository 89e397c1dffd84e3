import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/**
 * Moves the focus to the heading of a page that has just been opened, so that screen readers announce it and Tab starts there. A focus
 * that is inside the page already, at a tab, a filter or a faulty field, stays.
 */
export function useFocusOnNavigation() {
  const router = useRouter()
  const main = useRef<HTMLElement>(null)
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return
        if (main.current?.contains(document.activeElement)) return
        const heading = main.current?.querySelector<HTMLElement>('h1')
        ;(heading ?? main.current)?.focus({ preventScroll: true })
      }),
    [router],
  )
  return main
}
