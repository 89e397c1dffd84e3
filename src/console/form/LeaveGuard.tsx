import { changes } from '#schema/change.ts'
import { AskBeforeLeaving } from './AskBeforeLeaving.tsx'
import { useHeldForm } from './ObjectFormContext.tsx'
import { withoutSecrets } from './objectValues.ts'

type Props = {
  within: string
  /** A draft has everything but the secrets. */
  keptElsewhere?: boolean
}

/** Asks before unsaved changes of the form are lost. */
export function LeaveGuard({ within, keptElsewhere = false }: Props) {
  const { form, base, categories } = useHeldForm()
  const count = () => {
    const typed = form.getValues()
    const lost = changes(categories, base.values, typed).length
    return keptElsewhere
      ? lost - changes(categories, base.values, withoutSecrets(categories, typed)).length
      : lost
  }
  return <AskBeforeLeaving within={within} count={count} />
}
