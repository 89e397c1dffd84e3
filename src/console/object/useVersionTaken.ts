import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { query } from '#console/api/queries.ts'
import { withKept, type ObjectValues } from '#console/form/objectValues.ts'
import type { ObjectFormState } from '#console/form/useObjectForm.ts'
import { changes } from '#schema/change.ts'
import type { ObjectType } from '#schema/nouns.ts'

/** A version of an object, and what people call it: "version 3", "the deleted role Auditors". */
export type VersionWanted = {
  id: string
  version: number
  called: string
  /** The object is there too: what is unique stays with it. */
  copy?: boolean
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The version whose settings the form of the page begins with. */
    from?: VersionWanted
  }
}

/** The version that was taken into the form, and whether that changed anything. */
export type VersionTaken = VersionWanted & { same: boolean }

/**
 * Takes the settings of the version that somebody comes with into the form, as if they had been typed: they are reviewed, judged and saved like any
 * other edit. Secrets stay as they are.
 */
export function useVersionTaken<Values>(
  type: ObjectType,
  { categories, form, base }: ObjectFormState<Values>,
): { taken: VersionTaken | null; error: unknown } {
  // Of where one has arrived: the page that is being left has nothing to take
  const wanted = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.state.from })
  const navigate = useNavigate()
  const [taken, setTaken] = useState<VersionTaken | null>(null)
  const { data, error } = useQuery({
    ...query('historyGet', { type, id: wanted?.id ?? '', version: wanted?.version ?? 0 }),
    enabled: wanted !== undefined,
  })
  useEffect(() => {
    if (!wanted || !data) return
    const held = withKept(categories, base.values, data.object)
    const fields = wanted.copy ? asCopy(held, base.values) : held
    form.reset(fields)
    // oxlint-disable-next-line react/set-state-in-effect -- the form, which lives outside React's state, has taken it
    setTaken({ ...wanted, same: changes(categories, base.values, fields).length === 0 })
    void navigate({ to: '.', search: true, state: {}, replace: true, ignoreBlocker: true })
  }, [wanted, data, categories, form, base, navigate])
  return { taken, error: wanted ? error : null }
}

/** Settings that no two objects may share. */
const unique = ['description.applicationId', 'generalUsage.issuer']

/** Under another name, with what is unique as the new object has it. */
function asCopy(held: ObjectValues, own: ObjectValues): ObjectValues {
  return Object.fromEntries(
    Object.entries(held).map(([id, category]) => [
      id,
      Object.fromEntries(
        Object.entries(category).map(([key, value]) => {
          if (key === 'name') return [key, `${String(value).slice(0, mostName - 7)} (copy)`]
          return [key, unique.includes(`${id}.${key}`) ? own[id]?.[key] : value]
        }),
      ),
    ]),
  )
}

const mostName = 200
