import { useState, type ReactNode } from 'react'
import { Button } from '#console/ui/Button.tsx'

type Props<Item> = { items: readonly Item[]; most: number; children: (shown: readonly Item[]) => ReactNode }

/** The first few of many, and the button that shows the others. */
export function Fold<Item>({ items, most, children }: Props<Item>) {
  const [all, setAll] = useState(false)
  const many = items.length > most + 1
  return (
    <>
      {children(many && !all ? items.slice(0, most) : items)}
      {many && (
        <Button
          look="plain"
          style={{ marginInlineStart: -9 }}
          onClick={() => setAll(!all)}
          aria-expanded={all}
        >
          {all ? 'Show fewer' : `Show all ${items.length}`}
        </Button>
      )}
    </>
  )
}
