import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { capabilitiesQuery } from '#console/api/offered.ts'
import { forgetKept, keptFor } from '#console/api/sessionEnd.ts'
import { AlreadyCreated } from './AlreadyCreated.tsx'
import { fromBody, newProgress, type Progress } from './draft.ts'
import { madeFrom } from './madeFrom.ts'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import type { loadGuidedSetup } from './loadGuidedSetup.ts'
import { keptAs } from '#console/object/draft/useDraft.ts'
import { recipeOf } from '#schema/recipes/index.ts'
import { GuidedSetupForm } from './GuidedSetupForm.tsx'
import { startOf } from './startOf.ts'

const route = getRouteApi('/signedIn/apps/setup/$recipe')

/** Guided setup: begins a new client, or goes on with a draft. */
export function GuidedSetupPage() {
  const { draft = '' } = route.useSearch()
  return <OfDraft key={draft} draft={draft} />
}

function OfDraft({ draft }: { draft: string }) {
  const { recipe } = route.useParams()
  const loaded = route.useLoaderData()
  // Read once: Create notes it while this page is still on the screen
  const [made] = useState(() => madeFrom(draft))
  if (loaded === null) return <NotOfferedPage what="guided setup" />
  if (made !== null) return <AlreadyCreated recipe={loaded.recipe} rowKey={made} />
  return <GuidedSetup key={recipe} id={draft} {...loaded} />
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
