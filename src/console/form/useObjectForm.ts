import { zodResolver } from '@hookform/resolvers/zod'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useForm, type UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'
import { forgetKept, keptFor, useBeforeSignInAgain } from '#console/api/sessionEnd.ts'
import { usePerson } from '#console/api/session.ts'
import type { Category } from '#schema/category.ts'
import { changes, equal } from '#schema/change.ts'
import { withKept, withoutSecrets, type ObjectValues } from './objectValues.ts'

type Options<Values> = {
  categories: readonly Category[]
  schema: z.ZodType<Values>
  /** What is saved now: changes are counted against it. */
  saved: Values
  /** The version of what is saved, sent back when saving. */
  version?: number
  /** Where the fields start when that is not what is saved: a draft. */
  start?: Values
  /** Under which name unsaved values wait while the person signs in again: "application 4711". */
  keepAs?: string
  /** Why nothing can be changed here. */
  readOnlyReason?: string | undefined
}

/** One form over a whole object of categories, whatever pages its fields are spread over. */
export type ObjectFormState<Values = unknown> = {
  categories: readonly Category[]
  form: UseFormReturn<ObjectValues, unknown, ObjectValues>
  base: { values: ObjectValues; version: number | undefined }
  /** Makes `values` the saved state, and the fields show it or `fields`. */
  rebase: (base: { values: Values; version?: number | undefined }, fields?: ObjectValues) => void
  readOnlyReason: string | undefined
  /** Unsaved values came back after signing in again. */
  restored: boolean
  forgetRestored: () => void
}

export function useObjectForm<Values>(options: Options<Values>): ObjectFormState<Values> {
  const { categories, schema, saved, version, start, keepAs, readOnlyReason } = options
  const personId = usePerson()?.id ?? ''
  const [kept] = useState(() => (keepAs === undefined ? undefined : keptFor(personId, keepAs)))
  const [restored, setRestored] = useState(kept !== undefined)
  // Values are objects of categories; the engine reads them by id and key, the callers by their own type.
  const [base, setBase] = useState({ values: saved as ObjectValues, version })
  const form = useForm<ObjectValues, unknown, ObjectValues>({
    mode: 'onTouched',
    shouldFocusError: false,
    defaultValues: withKept(categories, (start ?? saved) as ObjectValues, kept),
    resolver: useMemo(
      () => zodResolver(schema as unknown as z.ZodType<ObjectValues, ObjectValues>),
      [schema],
    ),
  })

  const rebase: ObjectFormState<Values>['rebase'] = useCallback(
    (next, fields) => {
      setBase({ values: next.values as ObjectValues, version: next.version })
      form.reset(fields ?? (next.values as ObjectValues))
    },
    [form],
  )

  useEffect(() => {
    const untouched = changes(categories, base.values, form.getValues()).length === 0
    const same = equal(saved, base.values)
    const news = version !== base.version || !same
    // Somebody has saved, here or elsewhere. It is shown at once where nothing is being edited.
    // oxlint-disable-next-line react/set-state-in-effect -- keeps the form, which lives outside React's state, in step
    if (untouched && news) rebase({ values: saved, version })
    // The version moved and no setting did, such as by another secret: there is nothing to compare.
    else if (news && same) setBase((held) => ({ ...held, version }))
  }, [categories, saved, version, base, form, rebase])

  useBeforeSignInAgain(
    keepAs,
    useCallback(() => {
      const values = form.getValues()
      return changes(categories, base.values, values).length > 0
        ? withoutSecrets(categories, values)
        : undefined
    }, [categories, base, form]),
  )

  const forgetRestored = useCallback(() => {
    if (keepAs !== undefined) forgetKept(personId, keepAs)
    setRestored(false)
  }, [keepAs, personId])

  return { categories, form, base, rebase, readOnlyReason, restored, forgetRestored }
}
