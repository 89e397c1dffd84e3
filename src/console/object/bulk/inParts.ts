import { call, type Result } from '#console/api/call.ts'
import { bulkCallOf, mostInBulk, type BulkAction, type BulkType } from '#schema/bulk.ts'

export type BulkResult = Result<'bulkUsers'>[number]
export type BulkItem = { id: string; from?: number; to?: number }

type Asked = {
  type: BulkType
  action: BulkAction | 'restore'
  dryRun: boolean
  value: string | null
  items: readonly BulkItem[]
  reason?: string | undefined
  /** Asked before each part. */
  isStopped: () => boolean
  onResults: (results: BulkResult[]) => void
}

/** One call for each part. What is answered counts, whatever becomes of the rest. */
export async function inParts({ type, action, dryRun, value, items, reason, isStopped, onResults }: Asked) {
  for (let from = 0; from < items.length && !isStopped(); from += mostInBulk) {
    const part = items.slice(from, from + mostInBulk)
    // The tenant refuses an action that the noun does not have
    const params = { action: action as 'delete', dryRun, value, items: part }
    onResults(await call(bulkCallOf[type], params, { reason }))
  }
}
