import { useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'

/** Tells a row from the others, wherever it stands and whatever is typed into it. */
export type RowKey = {
  id: number
  /** It came while the list was on screen. */
  added: boolean
}

type Adding = {
  /** Where the first one stands; at the end otherwise. */
  at?: number
  /** How many rows they replace. */
  instead?: number
  /** False where something else takes the focus. */
  focus?: boolean
}

/**
 * The rows of a list, which is one value of the form, for RowList to show. Whoever uses the keyboard goes on in the row that came, or at the
 * place of the one that went. What changes rows stays the same function, so that a row is drawn anew only when it changes.
 */
export function useRows<Row>(rows: readonly Row[], onChange: (rows: Row[]) => void) {
  const list = useRef<HTMLUListElement>(null)
  // The form shows a change a moment after it is told: until then the keys from before are right.
  const [held, setHeld] = useState(() => [newKeys(rows.length, false)])
  const keys = held.find(({ length }) => length === rows.length) ?? []
  // Set from outside, such as by Discard: other rows
  if (keys.length !== rows.length) setHeld([newKeys(rows.length, false)])
  /** The row that has the focus, or is to get it: a long list shows it wherever it is. */
  const [focused, setFocused] = useState<number>()

  const latest = useRef({ rows, keys, onChange })
  useLayoutEffect(() => {
    latest.current = { rows, keys, onChange }
  })

  const acts = useMemo(() => {
    const focus = (index: number, what: string) => {
      setFocused(index)
      requestAnimationFrame(() => {
        const row = list.current?.querySelector(`:scope > [data-index="${index}"]`)
        // Without a row the first button around the list is the one that adds.
        const place =
          row?.querySelector<HTMLElement>(what) ?? list.current?.parentElement?.querySelector('button')
        place?.focus()
      })
    }
    const splice = (at: number, gone: number, came: readonly Row[]) => {
      const { rows, keys, onChange } = latest.current
      setHeld([keys.toSpliced(at, gone, ...newKeys(came.length, true)), keys])
      onChange(rows.toSpliced(at, gone, ...came))
    }
    return {
      add: (came: readonly Row[], { at, instead = 0, focus: wanted = true }: Adding = {}): void => {
        const first = at ?? latest.current.rows.length
        splice(first, instead, came)
        if (wanted) focus(first + came.length - 1, 'input')
      },
      change: (index: number, row: Row): void => {
        const { rows, onChange } = latest.current
        onChange(rows.with(index, row))
      },
      remove: (index: number): void => {
        const left = latest.current.rows.length - 1
        splice(index, 1, [])
        focus(Math.min(index, left - 1), '[data-remove]')
      },
    }
  }, [])

  return { ...acts, list: { element: list, keys, focused, setFocused } }
}

/** What RowList shows: a key for each row, and the row that has the focus. */
export type RowsShown<Key = { id: number | string }> = {
  element: RefObject<HTMLUListElement | null>
  keys: readonly Key[]
  focused: number | undefined
  setFocused: (index: number) => void
}

let made = 0
const newKeys = (count: number, added: boolean): RowKey[] =>
  Array.from({ length: count }, () => ({ id: ++made, added }))
