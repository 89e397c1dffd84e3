import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { capabilitiesQuery } from '#console/api/offered.ts'
import { forgetKept, keptFor } from '#console/api/sessionEnd.ts'
import { fromBody, newProgress, type Progress } from './draft.ts'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import type { loadGuidedSetup } from './loadGuidedSetup.ts'
import { keptAs } from '#console/object/guidedSetup/useDraft.ts'
import { recipeOf } from './recipes.ts'
import { GuidedSetupForm } from './GuidedSetupForm.tsx'
import { startOf } from './startOf.ts'

const route = getRouteApi('/signedIn/apps/setup/$recipe')

/** Guided setup: begins a new client, or goes on with a draft. */
export function GuidedSetupPage() {
  const { draft = '' } = route.useSearch()
  const { recipe } = route.useParams()
  const loaded = route.useLoaderData()
  if (loaded === null) return <NotOfferedPage what="guided setup" />
  return <GuidedSetup key={`${recipe} ${draft}`} id={draft} {...loaded} />
}

type Beginning = { progress: Progress; restored: 'kept' | 'draft' | null }

type Loaded = Awaited<ReturnType<typeof loadGuidedSetup>>

function GuidedSetup({ id, recipe, draft, drafts, taken }: { id: string } & Loaded) {
  const { person } = route.useRouteContext()
  const suffixes = useSuspenseQuery(capabilitiesQuery).data?.suffixes ?? []
  const [{ progress, restored }] = useState((): Beginning => {
    const start = startOf(recipeOf(recipe), { taken, suffixes })
    // What could not be saved at the end of a session is newer than the draft.
    const kept = fromBody(keptFor(person.id, keptAs(id)), start)
    if (kept) return { progress: kept, restored: 'kept' }
    const saved = fromBody(draft?.body, start)
    return saved ? { progress: saved, restored: 'draft' } : { progress: newProgress(start), restored: null }
  })
  const onKept = useCallback(() => forgetKept(person.id, keptAs(id)), [person.id, id])
  return (
    <GuidedSetupForm
      id={id}
      recipe={recipe}
      progress={progress}
      restored={restored}
      drafts={drafts}
      onKept={onKept}
    />
  )
}
