import { getRouteApi } from '@tanstack/react-router'
import { holdsAny } from '#console/api/me.ts'
import { objectsQuery } from '#console/api/redrock.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { ListPage } from '#console/object/ListPage.tsx'
import { nouns } from '#schema/nouns.ts'

const route = getRouteApi('/signedIn/groups')

export function GroupsPage() {
  const { me } = signedInRoute.useRouteContext()
  const search = route.useSearch()
  return (
    <ListPage
      type="group"
      search={search}
      reading={objectsQuery('group', search)}
      columns={[{ title: 'Description', sort: 'Detail', cell: ({ Detail }) => <bdi>{Detail}</bdi> }]}
      empty={nothing(search.q, holdsAny(me, ...nouns.group.readers))}
    />
  )
}

function nothing(typed: string, mayLook: boolean): string {
  if (!mayLook)
    return 'You may not look at groups. That needs the right “User Management” or “Role Management”, also read only.'
  return typed === ''
    ? 'A group gathers users who belong together. Put it into a role, or give it a permission on an application, and all of its members have that.'
    : `No group has “${typed}” in its name or description.`
}
