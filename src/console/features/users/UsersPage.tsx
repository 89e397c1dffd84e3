import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { pageLength, rowsOf } from '#console/api/redrock.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { holdsAny } from '#console/api/me.ts'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { FilterChips } from '#console/ui/FilterChips.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { UserKind } from './UserKind.tsx'
import { userRow, userSets, usersQuery, type UserRow } from './userRows.ts'
import { userTone } from './userTone.ts'

const route = getRouteApi('/signedIn/users')

export function UsersPage() {
  const { me } = signedInRoute.useRouteContext()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const reply = useSuspenseQuery(usersQuery(search)).data
  const add = holdsAny(me, 'dsman') && (
    <ButtonLink to="/users/new" look="primary" icon={Plus}>
      Add user
    </ButtonLink>
  )
  return (
    <>
      <PageHeader title="Users" count={reply.FullCount} actions={add} />
      <Toolbar>
        <SearchField
          label="Search users"
          value={search.q}
          onSearch={(q) => void navigate({ search: (now) => ({ ...now, q, page: 1 }), replace: true })}
        />
        <FilterChips
          label="Show"
          options={userSets}
          value={search.set}
          onChange={(set) => void navigate({ search: (now) => ({ ...now, set, page: 1 }) })}
        />
      </Toolbar>
      <DataTable
        label="Users"
        columns={columns}
        rows={rowsOf(reply, userRow)}
        keyOf={({ ID }) => ID}
        empty={<EmptyState>{nothing(search)}</EmptyState>}
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

const columns: Column<UserRow>[] = [
  {
    title: 'Login Name',
    cell: ({ ID, Username }) => (
      <Link to="/users/$id" params={{ id: ID }} className={rowLink}>
        <bdi>{Username}</bdi>
      </Link>
    ),
  },
  { title: 'Display Name', cell: ({ DisplayName }) => <bdi>{DisplayName}</bdi> },
  { title: 'Email Address', cell: ({ Email }) => Email, wideOnly: true },
  {
    title: 'Kind',
    narrow: true,
    cell: ({ ServiceUser, OauthClient }) => <UserKind serviceUser={ServiceUser} oauthClient={OauthClient} />,
  },
  {
    title: 'Status',
    narrow: true,
    cell: ({ Status }) => <StatusChip tone={userTone(Status)}>{Status}</StatusChip>,
  },
  { title: 'Last login', narrow: true, cell: ({ LastLogin }) => <RelativeTime at={LastLogin} /> },
]

function nothing({ q, set }: { q: string; set: keyof typeof userSets }) {
  if (q !== '') return `No user has “${q}” in a name or address.`
  return set === 'service'
    ? 'A service user stands for a program. Guided setup makes one together with its application.'
    : 'Users are the people who sign in and the programs that get tokens.'
}
