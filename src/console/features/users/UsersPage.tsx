import { getRouteApi } from '@tanstack/react-router'
import { ListPage } from '#console/object/ListPage.tsx'
import type { Column } from '#console/ui/DataTable.tsx'
import { FilterChips } from '#console/ui/FilterChips.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { UserKind } from './UserKind.tsx'
import { userSets, usersQuery, type UserRow } from './userRows.ts'
import { userTone } from './userTone.ts'

const route = getRouteApi('/signedIn/users')

export function UsersPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <ListPage
      type="user"
      search={search}
      reading={usersQuery(search)}
      nameTitle="Login Name"
      columns={columns}
      empty={nothing(search)}
      filters={
        <FilterChips
          label="Show"
          options={userSets}
          value={search.set}
          onChange={(set) => void navigate({ search: (now) => ({ ...now, set, page: 1 }) })}
        />
      }
    />
  )
}

const columns: Column<UserRow>[] = [
  { title: 'Display Name', sort: 'DisplayName', cell: ({ DisplayName }) => <bdi>{DisplayName}</bdi> },
  { title: 'Email Address', sort: 'Email', cell: ({ Email }) => Email, wideOnly: true },
  {
    title: 'Kind',
    narrow: true,
    cell: ({ ServiceUser, OauthClient }) => <UserKind serviceUser={ServiceUser} oauthClient={OauthClient} />,
  },
  {
    title: 'Status',
    sort: 'Status',
    narrow: true,
    cell: ({ Status }) => <StatusChip tone={userTone(Status)}>{Status}</StatusChip>,
  },
  {
    title: 'Last login',
    sort: 'LastLogin',
    narrow: true,
    cell: ({ LastLogin }) => <RelativeTime at={LastLogin} />,
  },
]

function nothing({ q, set }: { q: string; set: keyof typeof userSets }) {
  if (q !== '') return `No user has “${q}” in a name or address.`
  return set === 'service'
    ? 'A service user stands for a program. Guided setup makes one together with its application.'
    : 'Users are the people who sign in and the programs that get tokens.'
}
