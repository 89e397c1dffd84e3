import { useRef, useState } from 'react'

/** The objects that were chosen on pages of a list, by their id; null while nobody chooses. */
export type Chosen = ReadonlySet<string> | null

/** Chooses rows of a list, one by one and from the last one on. */
export function useSelection(ids: readonly string[]) {
  const [chosen, setChosen] = useState<Chosen>(null)
  const anchor = useRef(0)
  const toggle = (row: number, through: boolean) => {
    const range = through ? [anchor.current, row].toSorted((a, b) => a - b) : [row, row]
    setChosen((now) => {
      const next = new Set(now)
      const remove = !through && next.has(ids[row] ?? '')
      for (const id of ids.slice(range[0], (range[1] ?? row) + 1))
        if (remove) next.delete(id)
        else next.add(id)
      return next
    })
    anchor.current = row
  }
  return { chosen, setChosen, toggle }
}
