import { getRouteApi } from '@tanstack/react-router'
import { holdsAny } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ListPage } from '#console/object/ListPage.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { nouns } from '#schema/nouns.ts'
import { identityProvidersQuery } from './identityProviderQueries.ts'

const route = getRouteApi('/signedIn/identity-providers')

export function IdentityProvidersPage() {
  const { me } = signedInRoute.useRouteContext()
  const search = route.useSearch()
  return (
    <ListPage
      type="identityProvider"
      search={search}
      reading={identityProvidersQuery(search)}
      filters={<ButtonLink to="/group-mappings">Group Mappings for all</ButtonLink>}
      columns={[
        { title: 'Type', narrow: true, cell: ({ Detail }) => Detail },
        {
          title: 'Status',
          narrow: true,
          cell: ({ Active }) => (
            <StatusChip tone={Active ? 'good' : 'neutral'}>{Active ? 'Active' : 'Inactive'}</StatusChip>
          ),
        },
        {
          title: 'Routing rules',
          narrow: true,
          cell: ({ Rules }) => (Rules === 0 ? 'None: nobody is sent there' : Rules),
        },
        { title: 'Last sign-in', narrow: true, cell: ({ LastSignIn }) => <RelativeTime at={LastSignIn} /> },
      ]}
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
