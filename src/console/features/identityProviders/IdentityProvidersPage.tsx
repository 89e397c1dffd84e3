import { getRouteApi } from '@tanstack/react-router'
import { holdsAny } from '#console/api/me.ts'
import { objectsQuery } from '#console/api/redrock.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ListPage } from '#console/object/ListPage.tsx'
import { nouns } from '#schema/nouns.ts'

const route = getRouteApi('/signedIn/identity-providers')

export function IdentityProvidersPage() {
  const { me } = signedInRoute.useRouteContext()
  const search = route.useSearch()
  return (
    <ListPage
      type="identityProvider"
      search={search}
      reading={objectsQuery('identityProvider', search)}
      columns={[{ title: 'Type', cell: ({ Detail }) => Detail }]}
      empty={nothing(search.q, holdsAny(me, ...nouns.identityProvider.readers))}
    />
  )
}

function nothing(typed: string, mayLook: boolean): string {
  if (!mayLook) return 'You may not look at identity providers. That needs the right “Federation Management”.'
  return typed === ''
    ? 'An external identity provider signs in the people of a partner or of your own company with the passwords that they have there.'
    : `No identity provider has “${typed}” in its name.`
}
