import { useRef, useState } from 'react'

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
 * The rows of a list, which is one value of the form. Whoever uses the keyboard goes on in the row that came, or at the place of the one
 * that went.
 */
export function useRows<Row, List extends HTMLElement>(
  rows: readonly Row[],
  onChange: (rows: Row[]) => void,
) {
  const list = useRef<List>(null)
  // The form shows a change a moment after it is told: until then the keys from before are right.
  const [held, setHeld] = useState(() => [newKeys(rows.length, false)])
  const keys = held.find(({ length }) => length === rows.length) ?? []
  // Set from outside, such as by Discard: other rows
  if (keys.length !== rows.length) setHeld([newKeys(rows.length, false)])

  const focus = (index: number, what: string) =>
    requestAnimationFrame(() => {
      const shown = list.current?.children ?? []
      const row = shown[Math.min(index, shown.length - 1)]
      // Without a row the first button around the list is the one that adds.
      const place =
        row?.querySelector<HTMLElement>(what) ?? list.current?.parentElement?.querySelector('button')
      place?.focus()
    })

  const splice = (at: number, gone: number, came: readonly Row[]) => {
    setHeld([keys.toSpliced(at, gone, ...newKeys(came.length, true)), keys])
    onChange(rows.toSpliced(at, gone, ...came))
  }

  return {
    /** Ref of what holds the rows, and nothing but them. */
    list,
    keys,
    add: (
      came: readonly Row[],
      { at = rows.length, instead = 0, focus: wanted = true }: Adding = {},
    ): void => {
      splice(at, instead, came)
      if (wanted) focus(at + came.length - 1, 'input')
    },
    change: (index: number, row: Row): void => onChange(rows.with(index, row)),
    remove: (index: number): void => {
      splice(index, 1, [])
      focus(index, '[data-remove]')
    },
  }
}

let made = 0
const newKeys = (count: number, added: boolean): RowKey[] =>
  Array.from({ length: count }, () => ({ id: ++made, added }))
