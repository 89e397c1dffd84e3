import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { Result } from '#console/api/call.ts'
import { forgetKept, keptFor } from '#console/api/sessionEnd.ts'
import { keptAs } from '#console/object/draft/useDraft.ts'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { identityProviderQuery } from '../identityProviderQueries.ts'
import { savedIdentityProvider } from '../savedIdentityProvider.ts'
import { DonePage } from './DonePage.tsx'
import { fromBody, isTyped, noRule, type Progress } from './draft.ts'
import { GuidedSetupForm } from './GuidedSetupForm.tsx'
import { steps } from './steps.ts'

const route = getRouteApi('/signedIn/identity-providers/setup/$id')

/** Guided setup of an identity provider: goes on where somebody stopped, or behind its name. */
export function GuidedSetupPage() {
  const { id } = route.useParams()
  const loaded = route.useLoaderData()
  if (loaded === null) return <NotOfferedPage what="identity providers" />
  return <Read key={id} id={id} draft={loaded.draft?.body} />
}

function Read({ id, draft }: { id: string; draft: unknown }) {
  // The loader found it
  const provider = useSuspenseQuery(identityProviderQuery(id)).data
  const { step } = route.useSearch()
  if (!provider) return null
  return step === 'done' ? (
    <DonePage id={id} provider={provider} />
  ) : (
    <Begun id={id} provider={provider} draft={draft} />
  )
}

type Begun = { id: string; provider: NonNullable<Result<'getIdentityProvider'>>; draft: unknown }

function Begun({ id, provider, draft }: Begun) {
  const { person } = route.useRouteContext()
  const { step } = route.useSearch()
  const [{ progress, restored }] = useState((): { progress: Progress; restored: boolean } => {
    const saved = savedIdentityProvider(provider)
    // What could not be saved at the end of a session is newer than the draft.
    const kept = fromBody(keptFor(person.id, keptAs(id)), saved) ?? fromBody(draft, saved)
    if (kept) return { progress: kept, restored: isTyped(kept, saved) }
    const at = Math.max(
      1,
      steps.findIndex((each) => each.id === step),
    )
    return { progress: { step: at, reached: at, rule: noRule, values: saved }, restored: false }
  })
  const onKept = useCallback(() => forgetKept(person.id, keptAs(id)), [person.id, id])
  return (
    <GuidedSetupForm id={id} provider={provider} progress={progress} restored={restored} onKept={onKept} />
  )
}
