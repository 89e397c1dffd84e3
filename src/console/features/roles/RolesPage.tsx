import { getRouteApi } from '@tanstack/react-router'
import { ListPage } from '#console/object/ListPage.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { rolesQuery } from './roleQueries.ts'

const route = getRouteApi('/signedIn/roles')

export function RolesPage() {
  const search = route.useSearch()
  return (
    <ListPage
      type="role"
      search={search}
      reading={rolesQuery(search)}
      columns={[
        { title: 'Description', sort: 'Detail', cell: ({ Detail }) => <bdi>{Detail}</bdi> },
        {
          title: 'Origin',
          narrow: true,
          cell: ({ ReadOnly }) => (ReadOnly ? <StatusChip>Built in</StatusChip> : 'Own'),
        },
      ]}
      empty={
        search.q === ''
          ? 'You may not look at roles. That needs the right “Role Management”, also read only.'
          : `No role has “${search.q}” in its name or description.`
      }
    />
  )
}
