import { useSyncExternalStore } from 'react'

/** The sheet is opened by its key and from the menu of the person. */
let shown = false
const listeners = new Set<() => void>()

export function showSheet(show: boolean): void {
  shown = show
  for (const listener of listeners) listener()
}

export const useIsSheetShown = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
