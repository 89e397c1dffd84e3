import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lackOf } from '#console/api/me.ts'
import { sessionQuery } from '#console/api/session.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { CopyField } from '#console/ui/CopyField.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { keys as category } from '#schema/tenant/index.ts'
import { KeyTimeline } from './KeyTimeline.tsx'
import { keysQuery } from './keysQuery.ts'
import { ReplaceDialog } from './ReplaceDialog.tsx'
import { RotateDialog } from './RotateDialog.tsx'
import { RotationForm } from './RotationForm.tsx'

export function KeysPage() {
  const { offered } = signedInRoute.useRouteContext()
  return offered('keysList') ? <Keys /> : <NotOfferedPage what="list of its signing keys" />
}

function Keys() {
  const { me } = signedInRoute.useRouteContext()
  const keys = useSuspenseQuery(keysQuery).data
  const { tenant } = useSuspenseQuery(sessionQuery).data
  const [asking, setAsking] = useState<'rotate' | 'replace' | null>(null)
  const close = () => setAsking(null)
  const lack = lackOf(me)
  const signing = keys.keys.find(({ state }) => state === 'signing')
  return (
    <>
      <PageHeader
        title={category.title}
        actions={
          <>
            <Button onClick={() => setAsking('replace')} disabledReason={lack}>
              Replace now
            </Button>
            <Button look="primary" onClick={() => setAsking('rotate')} disabledReason={lack}>
              Rotate
            </Button>
          </>
        }
      >
        {category.summary}
        <div style={{ maxWidth: 640, marginTop: 8 }}>
          <CopyField label="Published at" value={`${tenant.url}/oauth/keys`} />
        </div>
      </PageHeader>
      <KeyTimeline keys={keys} lack={lack} />
      <section style={{ marginTop: 32 }}>
        <SectionHeading>New keys</SectionHeading>
        <RotationForm keys={keys} lack={lack} />
      </section>
      {asking === 'rotate' && <RotateDialog keys={keys} onClose={close} />}
      {asking === 'replace' && signing && <ReplaceDialog signing={signing} onClose={close} />}
    </>
  )
}
