import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Navigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lackOf } from '#console/api/me.ts'
import { pageLength, rowsOf } from '#console/api/redrock.ts'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import {
  applicationRow,
  applicationsQuery,
  facetRow,
  facetsQuery,
  type ApplicationRow,
} from './list/applicationRows.ts'
import { DeletedNotice } from './list/DeletedNotice.tsx'
import { ListFilters } from './list/ListFilters.tsx'
import { isNarrowed, wholeList, type ListSearch } from './list/listSearch.ts'
import { NoApplications } from './list/NoApplications.tsx'
import { StateChip } from './list/StateChip.tsx'
import { applicationReaders } from '#schema/right.ts'

const route = getRouteApi('/signedIn/apps')

export function ApplicationsPage() {
  const { me } = route.useRouteContext()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const reply = useSuspenseQuery(applicationsQuery(search)).data
  const facets = rowsOf(useSuspenseQuery(facetsQuery).data, facetRow)
  const show = (change: Partial<ListSearch>) =>
    void navigate({ search: (now) => ({ ...now, page: 1, ...change }), replace: change.page === undefined })
  if (search.page > 1 && reply.Results.length === 0)
    return <Navigate to="/apps" search={{ ...search, page: 1 }} replace />
  const narrowed = isNarrowed(search)
  const all = facets.reduce((sum, { Applications }) => sum + Applications, 0)
  return (
    <>
      <PageHeader
        title="Apps"
        count={reply.FullCount}
        actions={
          <>
            <ButtonLink to="/apps/setup/$recipe" params={{ recipe: 'siem' }}>
              Guided setup
            </ButtonLink>
            <ButtonLink look="primary" icon={Plus} to="/apps/add">
              Add Web Apps
            </ButtonLink>
          </>
        }
      />
      <DeletedNotice />
      {(all > 0 || narrowed) && (
        <Toolbar role="search">
          <SearchField label="Search apps" value={search.q} onSearch={(q) => show({ q })} />
          <ListFilters facets={facets} search={search} onChange={show} />
        </Toolbar>
      )}
      <DataTable
        label="Apps"
        columns={columns}
        rows={rowsOf(reply, applicationRow)}
        keyOf={({ ID }) => ID}
        empty={
          <NoApplications
            narrowed={narrowed}
            lack={lackOf(me, ...applicationReaders)}
            onShowAll={() => show(wholeList)}
          />
        }
        page={{
          number: search.page,
          size: pageLength,
          total: reply.FullCount,
          onChange: (page) => show({ page }),
        }}
      />
    </>
  )
}

const columns: Column<ApplicationRow>[] = [
  {
    title: 'Name',
    cell: ({ ID, Name }) => (
      <Link className={rowLink} to="/apps/$id/$tab" params={{ id: ID, tab: 'description' }}>
        <bdi>{Name}</bdi>
      </Link>
    ),
  },
  { title: 'Application ID', cell: ({ ServiceName }) => <code>{ServiceName}</code> },
  { title: 'Description', cell: ({ Description }) => <bdi>{Description}</bdi>, wideOnly: true },
  { title: 'App type', cell: ({ AppTypeDisplayName }) => AppTypeDisplayName, narrow: true, wideOnly: true },
  { title: 'State', cell: ({ State }) => <StateChip state={State} />, narrow: true },
]
