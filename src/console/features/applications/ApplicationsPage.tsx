import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lackOf } from '#console/api/me.ts'
import { guidedSetup } from '#console/api/offered.ts'
import { rowsOf } from '#console/api/redrock.ts'
import { Facets } from '#console/object/Facets.tsx'
import { ListPage } from '#console/object/ListPage.tsx'
import type { Column } from '#console/ui/DataTable.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { nouns } from '#schema/nouns.ts'
import { applicationFacets } from './list/applicationFacets.ts'
import { applicationsQuery, endingQuery, facetsQuery, type ApplicationRow } from './list/applicationRows.ts'
import { isNarrowed, wholeList, type ApplicationsSearch } from './list/applicationsSearch.ts'
import { NoApplications } from './list/NoApplications.tsx'
import { StateChip } from './list/StateChip.tsx'

const route = getRouteApi('/signedIn/apps')

export function ApplicationsPage() {
  const { me, offered } = route.useRouteContext()
  const guided = offered(...guidedSetup)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const facets = rowsOf(useSuspenseQuery(facetsQuery).data, facetsQuery)
  const ending = rowsOf(useSuspenseQuery(endingQuery).data, endingQuery)
  const show = (change: Partial<ApplicationsSearch>) =>
    void navigate({ search: (now) => ({ ...now, page: 1, ...change }), replace: true })
  const narrowed = isNarrowed(search)
  const all = facets.reduce((sum, { Applications }) => sum + Applications, 0)
  return (
    <ListPage
      type="application"
      search={search}
      reading={applicationsQuery(search)}
      columns={columns}
      searchable={all > 0 || narrowed}
      filters={
        <Facets
          facets={applicationFacets}
          alike={(name) => (name === 'secret' || search.secret !== '' ? ending : facets)}
          count="Applications"
          chosen={search}
          counted={search.q === ''}
          onChange={show}
        />
      }
      actions={
        <>
          {guided && (
            <ButtonLink to="/apps/setup/$recipe" params={{ recipe: 'siem' }}>
              Guided setup
            </ButtonLink>
          )}
          <ButtonLink look="primary" icon={Plus} to="/apps/add">
            Add Web Apps
          </ButtonLink>
        </>
      }
      empty={
        <NoApplications
          narrowed={narrowed}
          guided={guided}
          lack={lackOf(me, ...nouns.application.readers)}
          onShowAll={() => show(wholeList)}
        />
      }
    />
  )
}

const columns: Column<ApplicationRow>[] = [
  { title: 'Application ID', sort: 'ServiceName', cell: ({ ServiceName }) => <code>{ServiceName}</code> },
  {
    title: 'Description',
    sort: 'Description',
    cell: ({ Description }) => <bdi>{Description}</bdi>,
    wideOnly: true,
  },
  {
    title: 'App type',
    sort: 'AppTypeDisplayName',
    cell: ({ AppTypeDisplayName }) => AppTypeDisplayName,
    narrow: true,
    wideOnly: true,
  },
  { title: 'State', sort: 'State', cell: ({ State }) => <StateChip state={State} />, narrow: true },
]
