import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { query, useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { faultsAt } from '#console/form/faultsAt.ts'
import { PasswordStrength } from '#console/form/PasswordStrength.tsx'
import { useObjectForm } from '#console/form/useObjectForm.ts'
import { NewObjectPage } from '#console/object/NewObjectPage.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { readStored } from '#schema/category.ts'
import {
  clientCredential,
  credential,
  newUser,
  newUserCategories,
  type NewUser,
} from '#schema/user/credential.ts'
import { account, status, withConsequences } from '#schema/user/index.ts'
import { toUserWire } from '#schema/user/wire.ts'
import { decided } from './decided.ts'
import { generatePassword } from './generatePassword.ts'
import { PersonOrProgram } from './PersonOrProgram.tsx'
import { RunOn } from './RunOn.tsx'
import { ShownOnce } from './ShownOnce.tsx'
import { SuffixHint } from './SuffixHint.tsx'
import { UserConsequences } from './UserConsequences.tsx'

const blank: NewUser = readStored(newUserCategories, {
  // The setting's default is the vendor's, for users who are made by API; here the stricter value is proposed
  status: { tokensWithoutApplication: false },
})
const client: NewUser = {
  ...blank,
  status: withConsequences({ ...blank, status: { ...blank.status, oauthClient: true } }).status,
}
const route = getRouteApi('/signedIn/users/new')

const phones = ['mobileNumber', 'officeNumber', 'homeNumber']
const ofFewPeople = ['serviceUser', 'passwordNeverExpires', 'breakGlass']
const decidedByProgram = ['serviceUser', 'inEverybodyRole', 'passwordNeverExpires', 'forcePasswordChange']

/** `password` is null where the person has typed it. */
type Created = { id: string; name: string; password: string | null; oauthClient: boolean }

export function NewUserPage() {
  const search = route.useSearch()
  const forClient = search.for === 'client'
  const aliases = useSuspenseQuery(query('getCdsAliases')).data
  const suffixes = aliases.Results.flatMap(({ Entities }) => Entities.map(({ Key }) => Key))
  const createUser = useAct('createUser')
  const [created, setCreated] = useState<Created | null>(null)
  const object = useObjectForm({
    categories: newUserCategories,
    schema: newUser,
    saved: forClient ? client : blank,
    keepAs: forClient ? 'new client user' : 'new user',
  })
  const { me } = signedInRoute.useRouteContext()
  const kind = useWatch({ control: object.form.control, name: 'status' }) as NewUser['status']
  const isProgram = kind.oauthClient
  const proof = isProgram ? clientCredential : credential

  const create = async (values: NewUser) => {
    const { origin, password: typed } = values.credential
    const password = origin === 'generated' ? generatePassword() : typed
    const id = await faultsAt(
      { password: 'credential.password' },
      createUser.mutateAsync({ ...toUserWire(values), Password: password }),
    )
    const { oauthClient } = values.status
    const next = oauthClient && search.application !== undefined
    if (origin === 'typed' && !next) return id
    setCreated({ id, name: values.account.name, password: origin === 'typed' ? null : password, oauthClient })
    return undefined
  }

  if (created)
    return (
      <>
        <PageHeader title={`${created.name} has been created`} />
        {search.application !== undefined && created.oauthClient && (
          <RunOn application={search.application} user={created} />
        )}
        {created.password !== null && <ShownOnce {...created} password={created.password} />}
        <p>
          <ButtonLink to="/users/$id" params={{ id: created.id }}>
            Go to the user
          </ButtonLink>
        </p>
      </>
    )
  return (
    <NewObjectPage
      type="user"
      about="A person who signs in, or a program that gets tokens."
      object={object}
      create={create}
      call={{ name: 'createUser', schema: newUser, params: toUserWire }}
      next={account.id}
    >
      <UserConsequences />
      <PersonOrProgram />
      <SectionHeading>{account.title}</SectionHeading>
      <CategoryForm
        category={account}
        summary={false}
        folded={isProgram ? ['mail', ...phones] : ['description', ...phones]}
        after={{ name: <SuffixHint suffixes={suffixes} /> }}
      />
      <SectionHeading>{proof.title}</SectionHeading>
      <CategoryForm
        category={proof}
        summary={false}
        after={{ password: <PasswordStrength path="credential.password" /> }}
      />
      <SectionHeading>{status.title}</SectionHeading>
      <CategoryForm
        category={status}
        summary={false}
        without={['state', 'oauthClient']}
        folded={isProgram ? decidedByProgram : ofFewPeople}
        readOnly={decided(kind, me)}
      />
    </NewObjectPage>
  )
}
