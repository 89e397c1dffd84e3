import { AskBeforeLeaving } from './AskBeforeLeaving.tsx'
import { useChanges } from './useChanges.ts'

/** Asks before unsaved changes of the form are lost. */
export function LeaveGuard({ within }: { within: string }) {
  return <AskBeforeLeaving within={within} count={useChanges().length} />
}
