import { useNavigate, useSearch } from '@tanstack/react-router'
import { pageLength } from '#console/api/redrock.ts'
import type { Page } from '#console/ui/Pager.tsx'

/** The page of a list on a tab, as the address has it, and the way to the others. */
export function usePages(): { number: number; of: (total: number) => Page } {
  const { page: number = 1 } = useSearch({ strict: false })
  const navigate = useNavigate()
  return {
    number,
    of: (total) => ({
      number,
      size: pageLength,
      total,
      onChange: (page) => void navigate({ to: '.', search: (now) => ({ ...now, page }) }),
    }),
  }
}
