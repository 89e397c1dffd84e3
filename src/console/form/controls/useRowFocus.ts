import { useRef } from 'react'

/** Rows that come and go: whoever uses the keyboard goes on in the row that came, or at the place of the one that went. */
export function useRowFocus<List extends HTMLElement>() {
  const list = useRef<List>(null)
  const afterwards = (index: number, what: string) =>
    requestAnimationFrame(() => {
      const rows = list.current?.children ?? []
      const row = rows[Math.min(index, rows.length - 1)]
      // Without a row the first button around the list is the one that adds.
      const place =
        row?.querySelector<HTMLElement>(what) ?? list.current?.parentElement?.querySelector('button')
      place?.focus()
    })
  return {
    /** Ref of what holds the rows, and nothing but them. */
    list,
    came: (index: number) => afterwards(index, 'input'),
    went: (index: number) => afterwards(index, '[data-remove]'),
  }
}
