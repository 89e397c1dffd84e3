import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { newUuid } from '#console/api/newUuid.ts'
import { query } from '#console/api/queries.ts'
import { usePerson } from '#console/api/session.ts'
import { forgetKept } from '#console/api/sessionEnd.ts'
import { withKept, withoutSecrets } from '#console/form/objectValues.ts'
import type { ObjectFormState } from '#console/form/useObjectForm.ts'
import { changes } from '#schema/change.ts'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { draftKept } from './draftKept.ts'
import { keptAs, useDraft } from './useDraft.ts'

/** How drafts of new objects are marked, so that lists of drafts know where they are gone on with. */
export const newDraftKind = (type: ObjectType) => `${type}/new`

type Options<Values> = { type: ObjectType; object: ObjectFormState<Values>; offered: boolean }

/**
 * Keeps the form of a new object with the tenant while it is filled in, so that it is found again after a reload and on another computer. The
 * address says which draft it is. `restored`: its values stand in the form.
 */
export function useNewDraft<Values>({ type, object, offered }: Options<Values>) {
  const { draft: asked } = useSearch({ strict: false })
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const personId = usePerson()?.id ?? ''
  const [id] = useState(() => asked ?? newUuid())
  const [restored, setRestored] = useState(false)
  const { categories, form, base } = object
  const changed = () => changes(categories, base.values, form.getValues()).length > 0
  const draft = useDraft({
    id,
    kind: newDraftKind(type),
    kept: () => ({
      title: nameIn(form.getValues()) || `New ${nouns[type].one}`,
      body: { values: withoutSecrets(categories, form.getValues()) },
    }),
  })
  const { touch } = draft

  const heard = useEffectEvent(() => {
    if (!offered || !changed()) return
    touch()
    if (asked === undefined)
      void navigate({
        to: '.',
        search: (search: object) => ({ ...search, draft: id }),
        replace: true,
        resetScroll: false,
      })
  })
  useEffect(() => form.subscribe({ formState: { values: true }, callback: () => heard() }), [form])

  const takeIn = useEffectEvent((body: Record<string, unknown>) => {
    // What waited in this tab is newer, and so is what somebody types before the draft is there
    if (changed()) return
    form.reset(withKept(categories, base.values, body['values']), { keepDefaultValues: true })
    setRestored(true)
  })
  useEffect(() => {
    if (!offered || asked === undefined) return
    forgetKept(personId, keptAs(asked))
    void (async () => {
      await draftKept(queryClient, asked)
      const kept = await queryClient.fetchQuery({ ...query('draftsGet', { id: asked }), staleTime: 0 })
      if (kept) takeIn(kept.body)
    })().catch(() => undefined)
    // Of the draft that the page was opened with; one that begins here is in the form
    // oxlint-disable-next-line react/exhaustive-deps -- once
  }, [])

  return { ...draft, restored }
}

/** What people call it, in whatever category that is. */
function nameIn(values: Record<string, Record<string, unknown>>): string {
  const names = Object.values(values).map((category) => category['name'])
  return names.find((name) => typeof name === 'string') ?? ''
}
