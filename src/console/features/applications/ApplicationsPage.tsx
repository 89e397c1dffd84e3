import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { lackOf } from '#console/api/me.ts'
import { guidedSetup, ourColumns } from '#console/api/offered.ts'
import { ListPage } from '#console/object/ListPage.tsx'
import type { Column } from '#console/ui/DataTable.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { nouns } from '#schema/nouns.ts'
import { applicationsQuery, type ApplicationRow } from './list/applicationRows.ts'
import { isNarrowed, wholeList, type ApplicationsSearch } from './list/applicationsSearch.ts'
import { NoApplications } from './list/NoApplications.tsx'
import { StateChip } from './list/StateChip.tsx'

const ApplicationFacets = lazy(() =>
  import('./list/ApplicationFacets.tsx').then((m) => ({ default: m.ApplicationFacets })),
)

const RelativeTime = lazy(() =>
  import('#console/ui/RelativeTime.tsx').then((m) => ({ default: m.RelativeTime })),
)

const route = getRouteApi('/signedIn/apps')

export function ApplicationsPage() {
  const { me, offered } = route.useRouteContext()
  const guided = offered(...guidedSetup)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const reading = applicationsQuery(search)
  const { FullCount: found } = useSuspenseQuery(reading).data
  const show = (change: Partial<ApplicationsSearch>) =>
    void navigate({ search: (now) => ({ ...now, page: 1, ...change }), replace: true })
  const narrowed = isNarrowed(search)
  return (
    <ListPage
      type="application"
      search={search}
      reading={reading}
      columns={columns}
      searchable={found > 0 || narrowed}
      filters={
        offered(...ourColumns) && (
          <Suspense>
            <ApplicationFacets search={search} onChange={show} />
          </Suspense>
        )
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
  {
    title: 'Last changed',
    cell: ({ LastModified }) => (
      <Suspense>
        <RelativeTime at={LastModified} />
      </Suspense>
    ),
    narrow: true,
    extra: true,
  },
  { title: 'Category', cell: ({ Category }) => <bdi>{Category}</bdi>, extra: true },
  { title: 'State', sort: 'State', cell: ({ State }) => <StateChip state={State} />, narrow: true },
]
