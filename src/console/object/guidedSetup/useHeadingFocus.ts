import { useEffect, useRef } from 'react'

/** A new step begins at its heading, for screen readers too, unless a setting of it has asked for the focus. */
export function useHeadingFocus(step: number, wanted: string | null) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    if (wanted === null) heading.current?.focus()
  }, [step, wanted])
  return heading
}
