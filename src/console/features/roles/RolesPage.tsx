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
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { roleRow, rolesQuery, type RoleRow } from './roleRows.ts'

const route = getRouteApi('/signedIn/roles')

export function RolesPage() {
  const { me } = signedInRoute.useRouteContext()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const reply = useSuspenseQuery(rolesQuery(search)).data
  const add = holdsAny(me, 'roleman') && (
    <ButtonLink to="/roles/new" look="primary" icon={Plus}>
      Add role
    </ButtonLink>
  )
  return (
    <>
      <PageHeader title="Roles" count={reply.FullCount} actions={add} />
      <Toolbar>
        <SearchField
          label="Search roles"
          value={search.q}
          onSearch={(q) => void navigate({ search: { q, page: 1 }, replace: true })}
        />
      </Toolbar>
      <DataTable
        label="Roles"
        columns={columns}
        rows={rowsOf(reply, roleRow)}
        keyOf={({ ID }) => ID}
        empty={
          <EmptyState>
            {search.q === ''
              ? 'You may not look at roles. That needs the right “Role Management”, also read only.'
              : `No role has “${search.q}” in its name or description.`}
          </EmptyState>
        }
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

const columns: Column<RoleRow>[] = [
  {
    title: 'Name',
    cell: ({ ID, Name }) => (
      <Link to="/roles/$id" params={{ id: ID }} className={rowLink}>
        <bdi>{Name}</bdi>
      </Link>
    ),
  },
  { title: 'Description', cell: ({ Description }) => <bdi>{Description}</bdi> },
  {
    title: 'Origin',
    narrow: true,
    cell: ({ ReadOnly }) => (ReadOnly ? <StatusChip>Built in</StatusChip> : 'Own'),
  },
]
