import { StatusChip } from '#console/ui/StatusChip.tsx'
import type { LoggedEvent } from './eventQueries.ts'

/** What came of it. A level beside that is told where it is not the usual one. */
export function OutcomeChip({ refused, level }: Pick<LoggedEvent, 'refused' | 'level'>) {
  if (level === 'Error') return <StatusChip tone="bad">Error</StatusChip>
  if (refused) return <StatusChip tone="bad">Refused</StatusChip>
  return level === 'Warning' ? (
    <StatusChip tone="caution">Warning</StatusChip>
  ) : (
    <StatusChip tone="good">Done</StatusChip>
  )
}
