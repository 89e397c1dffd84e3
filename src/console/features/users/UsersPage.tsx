import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ourColumns } from '#console/api/offered.ts'
import { rowsOf } from '#console/api/redrock.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Facets } from '#console/object/Facets.tsx'
import { ListPage } from '#console/object/ListPage.tsx'
import type { Column } from '#console/ui/DataTable.tsx'
import { FilterChips } from '#console/ui/FilterChips.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { UserKind } from './UserKind.tsx'
import type { UserSet } from './routes.tsx'
import { userFacets } from './userFacets.ts'
import { usersQuery, type UserRow, type UsersSearch } from './userRows.ts'
import { alikeQuery, countsOf, endingQuery, isIn, labels, vendorSets } from './userSets.ts'
import { userTone } from './userTone.ts'

const route = getRouteApi('/signedIn/users')

export function UsersPage() {
  const { offered } = signedInRoute.useRouteContext()
  const search = route.useSearch()
  return (
    <ListPage
      type="user"
      search={search}
      reading={usersQuery(search)}
      nameTitle="Login Name"
      columns={columns}
      empty={nothing(search)}
      filters={
        offered(...ourColumns) ? <Filters {...search} /> : <Sets set={search.set} options={vendorSets} />
      }
    />
  )
}

/** Sets and facets, with how many are in each. */
function Filters(search: UsersSearch) {
  const navigate = route.useNavigate()
  const alike = rowsOf(useSuspenseQuery(alikeQuery).data, alikeQuery)
  const ending = rowsOf(useSuspenseQuery(endingQuery).data, endingQuery)
  return (
    <>
      <Sets set={search.set} options={labels} counts={countsOf(alike)} />
      <Facets
        facets={userFacets}
        alike={(name) =>
          (name === 'secret' || search.secret !== '' ? ending : alike).filter((row) => isIn(search.set, row))
        }
        count="Users"
        chosen={search}
        counted={search.q === ''}
        onChange={(change) =>
          void navigate({ search: (now) => ({ ...now, ...change, page: 1 }), replace: true })
        }
      />
    </>
  )
}

type SetsShown = { set: UserSet; options: Partial<Record<UserSet, string>>; counts?: Record<UserSet, number> }

function Sets({ set, options, ...counts }: SetsShown) {
  const navigate = route.useNavigate()
  return (
    <FilterChips
      label="Show"
      options={options as Record<UserSet, string>}
      {...counts}
      value={set}
      onChange={(chosen) => void navigate({ search: (now) => ({ ...now, set: chosen, page: 1 }) })}
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

function nothing({ q, set, seen, secret }: UsersSearch) {
  if (seen !== '' || secret !== '')
    return 'Nobody fits all of what is chosen above. “Clear filters” shows the others.'
  if (q !== '')
    return set === 'all'
      ? `No user has “${q}” in a name or address.`
      : `No user in ${labels[set]} has “${q}” in a name or address. All may have one.`
  return empty[set]
}

const empty: Record<UserSet, string> = {
  all: 'Users are the people who sign in and the programs that get tokens.',
  active: 'Nobody can sign in or get tokens: every account is locked, disabled or expired.',
  service: 'A service user stands for a program. Guided setup makes one together with its application.',
  clients:
    'An OAuth client gets tokens with its login name and secret. Guided setup makes one together with its application.',
  locked: 'Nobody is locked. An administrator locks an account on its Status tab.',
  disabled: 'Nobody is disabled. An administrator disables an account on its Status tab.',
  invited: 'Nobody waits for a first sign-in: every active person has signed in before.',
  federated: 'Nobody has come from an external identity provider for whom an account was made.',
}
