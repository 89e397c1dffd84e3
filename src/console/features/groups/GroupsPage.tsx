import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { holdsAny } from '#console/api/me.ts'
import { pageLength, rowsOf } from '#console/api/redrock.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { groupReaders } from '#schema/right.ts'
import { groupRow, groupsQuery, type GroupRow } from './groupRows.ts'

const route = getRouteApi('/signedIn/groups')

export function GroupsPage() {
  const { me } = signedInRoute.useRouteContext()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const reply = useSuspenseQuery(groupsQuery(search)).data
  const add = holdsAny(me, 'dsman') && (
    <ButtonLink to="/groups/new" look="primary" icon={Plus}>
      Add group
    </ButtonLink>
  )
  const mayLook = holdsAny(me, ...groupReaders)
  return (
    <>
      <PageHeader title="Groups" count={reply.FullCount} actions={add} />
      <Toolbar>
        <SearchField
          label="Search groups"
          value={search.q}
          onSearch={(q) => void navigate({ search: { q, page: 1 }, replace: true })}
        />
      </Toolbar>
      <DataTable
        label="Groups"
        columns={columns}
        rows={rowsOf(reply, groupRow)}
        keyOf={({ InternalName }) => InternalName}
        empty={<EmptyState>{nothing(search.q, mayLook)}</EmptyState>}
        page={{
          number: search.page,
          size: pageLength,
          total: reply.FullCount,
          onChange: (page) => void navigate({ search: (now) => ({ ...now, page }) }),
        }}
      />
    </>
  )
}

function nothing(typed: string, mayLook: boolean): string {
  if (!mayLook)
    return 'You may not look at groups. That needs the right “User Management” or “Role Management”, also read only.'
  return typed === ''
    ? 'A group gathers users who belong together. Put it into a role, or give it a permission on an application, and all of its members have that.'
    : `No group has “${typed}” in its name or description.`
}

const columns: Column<GroupRow>[] = [
  {
    title: 'Name',
    cell: ({ InternalName, SystemName }) => (
      <Link to="/groups/$id" params={{ id: InternalName }} className={rowLink}>
        <bdi>{SystemName}</bdi>
      </Link>
    ),
  },
  { title: 'Description', cell: ({ Description }) => <bdi>{Description}</bdi> },
]
