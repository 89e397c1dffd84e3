import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from './Button.tsx'
import { PagerRow } from './PagerRow.tsx'

export type Page = { number: number; size: number; total: number; onChange: (number: number) => void }

/** "1–50 of 213" and the way to the next ones. Nothing when everything fits on one page. */
export function Pager({ number, size, total, onChange }: Page) {
  if (total <= size && number === 1) return null
  const last = Math.max(1, Math.ceil(total / size))
  const from = (number - 1) * size + 1
  return (
    <PagerRow aria-label="Pages">
      <span aria-live="polite">
        {from > total
          ? 'None'
          : `${from.toLocaleString()}–${Math.min(total, number * size).toLocaleString()}`}{' '}
        of {total.toLocaleString()}
      </span>
      <Button
        icon={ChevronLeft}
        disabledReason={number <= 1 && 'This is the first page.'}
        onClick={() => onChange(Math.min(number - 1, last))}
      >
        Previous
      </Button>
      <Button
        icon={ChevronRight}
        disabledReason={number >= last && 'This is the last page.'}
        onClick={() => onChange(number + 1)}
      >
        Next
      </Button>
    </PagerRow>
  )
}
