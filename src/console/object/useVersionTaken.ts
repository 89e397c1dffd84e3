import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { query } from '#console/api/queries.ts'
import { withKept } from '#console/form/objectValues.ts'
import type { ObjectFormState } from '#console/form/useObjectForm.ts'
import { changes } from '#schema/change.ts'
import type { ObjectType } from '#schema/nouns.ts'

/** A version of an object, and what people call it: "version 3", "the deleted role Auditors". */
export type VersionWanted = { id: string; version: number; called: string }

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
  const wanted = useRouterState({ select: ({ location }) => location.state.from })
  const navigate = useNavigate()
  const [taken, setTaken] = useState<VersionTaken | null>(null)
  const { data, error } = useQuery({
    ...query('historyGet', { type, id: wanted?.id ?? '', version: wanted?.version ?? 0 }),
    enabled: wanted !== undefined,
  })
  useEffect(() => {
    if (!wanted || !data) return
    const fields = withKept(categories, base.values, data.object)
    form.reset(fields)
    // oxlint-disable-next-line react/set-state-in-effect -- the form, which lives outside React's state, has taken it
    setTaken({ ...wanted, same: changes(categories, base.values, fields).length === 0 })
    void navigate({ to: '.', search: true, state: {}, replace: true, ignoreBlocker: true })
  }, [wanted, data, categories, form, base, navigate])
  return { taken, error: wanted ? error : null }
}
