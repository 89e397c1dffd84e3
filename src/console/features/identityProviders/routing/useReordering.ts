import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'

type Drag = { from: number; to: number }

/** Moves rows of a list by the pointer. The row stays where it is until it is dropped; Escape leaves everything as it was. */
export function useReordering(list: RefObject<HTMLElement | null>, move: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const now = useRef({ drag, move })
  useEffect(() => {
    now.current = { drag, move }
  })
  const dragging = drag !== null
  useEffect(() => {
    if (!dragging) return
    const control = new AbortController()
    const { signal } = control
    const follow = ({ clientY }: globalThis.PointerEvent) => {
      window.scrollBy(0, clientY < edge ? -step : clientY > window.innerHeight - edge ? step : 0)
      setDrag((held) => held && { ...held, to: placeAt(list.current, clientY) })
    }
    const drop = () => {
      const { drag: held, move: act } = now.current
      setDrag(null)
      if (held && held.from !== held.to) act(held.from, held.to)
    }
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setDrag(null)
    }
    window.addEventListener('pointermove', follow, { signal })
    window.addEventListener('pointerup', drop, { signal })
    window.addEventListener('pointercancel', () => setDrag(null), { signal })
    window.addEventListener('keydown', leave, { signal })
    return () => control.abort()
  }, [dragging, list])

  return {
    grab: (at: number) => (event: PointerEvent<HTMLButtonElement>) => {
      if (event.button !== 0) return
      setDrag({ from: at, to: at })
    },
    dropsAt: (at: number): 'before' | 'after' | null =>
      drag === null || drag.to !== at || drag.from === drag.to
        ? null
        : drag.to < drag.from
          ? 'before'
          : 'after',
  }
}

/** Near the edge of the window the page goes along, in px. */
const edge = 80
const step = 12

/** The place of the row at this height; a long list has only some of its rows in the page. */
function placeAt(list: HTMLElement | null, y: number): number {
  const rows = [...(list?.children ?? [])].filter((row) => row instanceof HTMLElement)
  const row = rows.find((each) => y < each.getBoundingClientRect().bottom) ?? rows.at(-1)
  return Number(row?.dataset['index'] ?? 0)
}

/** A row that moves in the page loses the focus; it is given back to what had it, and stays in sight. */
export function useHeldFocus() {
  const focused = useRef<Element | null>(null)
  useLayoutEffect(() => {
    const held = focused.current
    focused.current = null
    if (!(held instanceof HTMLElement) || !held.isConnected) return
    if (document.activeElement === document.body) held.focus()
    held.scrollIntoView({ block: 'nearest' })
  })
  return {
    hold: () => {
      focused.current = document.activeElement
    },
  }
}
