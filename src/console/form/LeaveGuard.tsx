import { AskBeforeLeaving } from './AskBeforeLeaving.tsx'
import { changes } from '#schema/change.ts'
import { useHeldForm } from './ObjectFormContext.tsx'

/** Asks before unsaved changes of the form are lost. */
export function LeaveGuard({ within }: { within: string }) {
  const { form, base, categories } = useHeldForm()
  const count = () => changes(categories, base.values, form.getValues()).length
  return <AskBeforeLeaving within={within} count={count} />
}
