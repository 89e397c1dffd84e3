import { useCallback, useEffect, useRef } from 'react'

type Debounced<Args extends unknown[]> = {
  /** Acts after the pause, unless it is asked again or cancelled before. */
  ask: (...args: Args) => void
  cancel: () => void
}

/** Waits until nobody has asked for `pause` milliseconds, then acts on what was asked last. A component that is gone acts no more. */
export function useDebounced<Args extends unknown[]>(
  act: (...args: Args) => void,
  pause: number,
): Debounced<Args> {
  const latest = useRef(act)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    latest.current = act
  })
  const cancel = useCallback(() => clearTimeout(timer.current), [])
  const ask = useCallback(
    (...args: Args) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => latest.current(...args), pause)
    },
    [pause],
  )
  useEffect(() => cancel, [cancel])
  return { ask, cancel }
}
