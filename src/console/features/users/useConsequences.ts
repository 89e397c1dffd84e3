import { useEffect } from 'react'
import type { ObjectFormState } from '#console/form/useObjectForm.ts'
import { changes } from '#schema/change.ts'
import { userCategories, withConsequences, type UserConfig } from '#schema/user/index.ts'

/** What one status decides about the others is shown at once, as the tenant will save it. */
export function useConsequences({ form }: Pick<ObjectFormState, 'form'>): void {
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
}

/** The settings of the status that another one has decided. */
export function decided({ oauthClient, serviceUser, passwordNeverExpires }: UserConfig['status']): string[] {
  return [
    ...(oauthClient ? ['serviceUser', 'passwordNeverExpires'] : []),
    ...(serviceUser ? ['inEverybodyRole'] : []),
    ...(passwordNeverExpires ? ['forcePasswordChange'] : []),
  ]
}
