import { useEffect } from 'react'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { changes } from '#schema/change.ts'
import { userCategories, withConsequences, type UserConfig } from '#schema/user/index.ts'

/** What one status decides about the others is shown at once, as the tenant will save it. */
export function UserConsequences() {
  const { form } = useHeldForm()
  useEffect(
    () =>
      form.subscribe({
        name: 'status',
        formState: { values: true },
        callback: ({ values }) => {
          const held = values as unknown as UserConfig
          for (const { path, after } of changes(userCategories, held, withConsequences(held)))
            form.setValue(path, after as never)
        },
      }),
    [form],
  )
  return null
}
