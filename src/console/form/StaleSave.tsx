import { mergedValues } from './merge.ts'
import { StaleDialog } from './StaleDialog.tsx'
import type { ObjectFormState } from './useObjectForm.ts'
import type { useObjectSave } from './useObjectSave.ts'

type Props<Values> = {
  object: ObjectFormState<Values>
  saving: Pick<ReturnType<typeof useObjectSave<Values>>, 'stale' | 'clear'>
}

/** Somebody else has saved meanwhile: what both changed is decided, and the form goes on from there. */
export function StaleSave<Values>({ object: { categories, base, rebase }, saving }: Props<Values>) {
  const { stale, clear } = saving
  if (!stale) return null
  return (
    <StaleDialog
      categories={categories}
      merge={stale.merge}
      onClose={clear}
      onDecide={(insisted) => {
        rebase(stale.current, mergedValues(stale.current.values as typeof base.values, stale.merge, insisted))
        clear()
      }}
    />
  )
}
