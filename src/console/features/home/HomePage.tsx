import { useState } from 'react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { Counts } from './Counts.tsx'
import { Drafts } from './Drafts.tsx'
import { QuickStart } from './QuickStart.tsx'
import { skipQuickStart, wasQuickStartSkipped } from './quickStartSkipped.ts'

export function HomePage() {
  const { person, offered } = signedInRoute.useRouteContext()
  const [skipped, setSkipped] = useState(() => wasQuickStartSkipped(person.id))
  const skip = (skipped: boolean) => {
    skipQuickStart(person.id, skipped)
    setSkipped(skipped)
  }
  return (
    <>
      <PageHeader
        title="Home"
        actions={skipped && <Button onClick={() => skip(false)}>Show the quick start</Button>}
      />
      {!skipped && <QuickStart onSkip={() => skip(true)} />}
      <Counts />
      {offered('draftsList', 'draftsDelete') && <Drafts />}
    </>
  )
}
