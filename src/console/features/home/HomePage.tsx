import { useState } from 'react'
import { holdsAny } from '#console/api/me.ts'
import { guidedSetup } from '#console/api/offered.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { Attention } from './Attention.tsx'
import { Connect } from './Connect.tsx'
import { Counts } from './Counts.tsx'
import { Drafts } from './Drafts.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { skipFirstSteps, wereFirstStepsSkipped } from './firstStepsSkipped.ts'
import { Part } from './Part.tsx'
import { RecentChanges } from './RecentChanges.tsx'

export function HomePage() {
  const { person, me, offered } = signedInRoute.useRouteContext()
  const [skipped, setSkipped] = useState(() => wereFirstStepsSkipped(person.id))
  const begins = holdsAny(me, 'appman')
  const skip = (skipped: boolean) => {
    skipFirstSteps(person.id, skipped)
    setSkipped(skipped)
  }
  return (
    <>
      <PageHeader
        title="Home"
        actions={begins && skipped && <Button onClick={() => skip(false)}>Show the first steps</Button>}
      />
      {begins && offered(...guidedSetup) && <Connect federated={offered('createIdentityProvider')} />}
      {begins && offered('firstSteps') && !skipped && (
        <Part>
          <FirstSteps onSkip={() => skip(true)} />
        </Part>
      )}
      <Counts />
      {offered('firstSteps') && (
        <Part>
          <Attention />
        </Part>
      )}
      {offered('draftsList', 'draftsDelete') && (
        <Part>
          <Drafts />
        </Part>
      )}
      {offered('historyRecent') && (
        <Part>
          <RecentChanges />
        </Part>
      )}
    </>
  )
}
