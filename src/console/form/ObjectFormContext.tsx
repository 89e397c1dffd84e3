import { createContext, use, useMemo, type ReactNode } from 'react'
import { FormProvider } from 'react-hook-form'
import type { ObjectFormState } from './useObjectForm.ts'

type Held = Pick<ObjectFormState, 'categories' | 'form' | 'base' | 'readOnlyReason'> & {
  /** The setting that wants the focus next: the first one with a fault. */
  wanted: string | null
  want: (path: string | null) => void
  /** Nothing is saved yet, so no setting is marked as changed. */
  isNew?: boolean
}

const Context = createContext<Held | null>(null)

/** Gives the fields below their form. ObjectForm does it for edit pages; a wizard uses it directly. */
export function ObjectFormContext({ held, children }: { held: Held; children: ReactNode }) {
  const { categories, form, base, readOnlyReason, wanted, want, isNew } = held
  // The same one as long as nothing of it changes: every field looks at it.
  const value = useMemo(
    () => ({ categories, form, base, readOnlyReason, wanted, want, ...(isNew !== undefined && { isNew }) }),
    [categories, form, base, readOnlyReason, wanted, want, isNew],
  )
  return (
    <Context value={value}>
      <FormProvider {...form}>{children}</FormProvider>
    </Context>
  )
}

export function useHeldForm(): Held {
  const held = use(Context)
  if (!held) throw new Error('A setting is shown outside an ObjectForm.')
  return held
}
