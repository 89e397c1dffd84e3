import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { lackOf } from '#console/api/me.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { CreateForm } from '#console/form/CreateForm.tsx'
import { faultsAt } from '#console/form/faultsAt.ts'
import { PasswordStrength } from '#console/form/PasswordStrength.tsx'
import { SecretList } from '#console/object/secrets/SecretList.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { Fold } from '#console/ui/Fold.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SeverityText } from '#console/ui/SeverityText.tsx'
import { objectOf, readStored } from '#schema/category.ts'
import { fromWireDate } from '#schema/redrock.ts'
import { clientCredential, credential } from '#schema/user/credential.ts'
import { generatePassword } from './generatePassword.ts'
import { ShownOnce } from './ShownOnce.tsx'
import { userQuery } from './userQueries.ts'

const route = getRouteApi('/signedIn/users/$id/$tab')
const ofPerson = [credential] as const
const ofClient = [clientCredential] as const
const shapeOfPerson = objectOf(ofPerson)
const shapeOfClient = objectOf(ofClient)
const blank = readStored(ofPerson, {})
type Values = z.output<typeof shapeOfPerson>

export function PasswordTab() {
  const { id } = route.useParams()
  const { me } = signedInRoute.useRouteContext()
  const attributes = useSuspenseQuery(userQuery(id)).data
  const lack = lackOf(me, 'dsman')
  const oauthClient = attributes?.OauthClient ?? false
  const name = attributes?.Name ?? ''
  const resetUserPassword = useAct('resetUserPassword')
  const [done, setDone] = useState<{ password: string | null } | null>(null)
  const object = useObjectForm({
    categories: oauthClient ? ofClient : ofPerson,
    schema: oauthClient ? shapeOfClient : shapeOfPerson,
    saved: blank,
  })

  const reset = async ({ credential: { origin, password: typed } }: Values) => {
    const password = origin === 'generated' ? generatePassword() : typed
    await faultsAt(
      { password: 'credential.password' },
      resetUserPassword.mutateAsync({ ID: id, newPassword: password }),
    )
    object.rebase({ values: blank })
    setDone({ password: origin === 'generated' ? password : null })
  }

  const replacement = (
    <>
      <SeverityText severity={oauthClient ? 'danger' : 'warning'}>
        {oauthClient
          ? 'All present secrets stop working at once, with every token that was given for them. Programs are refused until they have the new one.'
          : 'The present password stops working at once, and the person’s sessions end.'}
      </SeverityText>
      <div style={{ marginTop: 24 }}>
        <CreateForm
          object={object}
          within={`/users/${id}`}
          submit={oauthClient ? 'Replace all secrets' : 'Reset password'}
          submitDisabledReason={lack}
          danger={oauthClient}
          create={reset}
          cancel={null}
        >
          {lack === undefined && (
            <CategoryForm
              category={oauthClient ? clientCredential : credential}
              summary={false}
              after={{ password: <PasswordStrength path="credential.password" /> }}
            />
          )}
        </CreateForm>
      </div>
    </>
  )
  if (done?.password) return <ShownOnce name={name} password={done.password} oauthClient={oauthClient} />
  return (
    <div style={{ maxWidth: 640 }}>
      {done && <NoticeBanner>The new {oauthClient ? 'secret' : 'password'} is in force.</NoticeBanner>}
      {oauthClient ? (
        <>
          <SecretList owner={{ type: 'user', id }} disabledReason={lack} />
          <Fold>
            <summary>Replace all secrets at once</summary>
            {replacement}
          </Fold>
        </>
      ) : (
        <>
          <p>
            The password was last set{' '}
            <RelativeTime at={fromWireDate(attributes?.LastPasswordChangeDate ?? '')} never="never" />.
          </p>
          {replacement}
        </>
      )}
    </div>
  )
}
