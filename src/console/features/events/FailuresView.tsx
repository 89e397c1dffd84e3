import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { problemInWords } from '#console/api/problem.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { FailuresTable } from '#console/object/failures/FailuresTable.tsx'
import { failuresQuery, type Failures } from '#console/object/failures/failuresQuery.ts'
import { FollowChips } from '#console/object/failures/FollowChips.tsx'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { inAddress, readSearch, type EventsSearch } from './eventsSearch.ts'

const route = getRouteApi('/signedIn/events')

/** What failed lately in the whole tenant, by what it means. */
export function FailuresView() {
  const { offered } = signedInRoute.useRouteContext()
  const search = readSearch(route.useSearch())
  const { q, follow } = search
  const { data, error, refetch } = useQuery({
    ...failuresQuery({ text: q, follow }),
    placeholderData: (before) => before,
  })
  const navigate = useNavigate()
  const narrow = (change: Partial<EventsSearch>) =>
    void navigate({ to: '/events', search: inAddress({ ...search, ...change }), replace: true })
  return (
    <>
      <PageHeader
        title="Failures"
        actions={
          <>
            <ButtonLink to="/events" icon={ChevronLeft}>
              Audit Log
            </ButtonLink>
            {offered('findPasted') && (
              <ButtonLink to="/events" search={{ view: 'find' }}>
                Find what this is
              </ButtonLink>
            )}
          </>
        }
      >
        What was refused lately, and why. What repeats is one row; each row leads to its cause and cure.
      </PageHeader>
      <div role="search">
        <Toolbar>
          <SearchField label="Search failures" value={q} onSearch={(text) => narrow({ q: text })} />
          <FollowChips
            what="New failures"
            follow={follow}
            onChange={(chosen) => narrow({ follow: chosen })}
          />
        </Toolbar>
      </div>
      {error && <ProblemBanner {...problemInWords(error)} onRetry={() => void refetch()} />}
      {!data && !error && <p role="status">Reading the failures…</p>}
      {data && (
        <FailuresTable
          failures={data.failures}
          lookedBackTo={data.lookedBackTo}
          empty={
            <EmptyState
              actions={
                q !== '' && (
                  <ButtonLink to="/events" search={{ view: 'failures' }}>
                    Show all failures
                  </ButtonLink>
                )
              }
            >
              {q === ''
                ? 'Nothing was refused. When a client gets no token, somebody cannot sign in or a call is not allowed, it stands here with what mends it.'
                : 'No failure is like that. The ID of an error page, a client ID, an application or a part of what came finds one.'}
            </EmptyState>
          }
        />
      )}
      {data && data.devices.length > 0 && (
        <section style={{ marginTop: 32 }}>
          <SectionHeading>Security devices that get no events</SectionHeading>
          <DataTable
            label="Security devices"
            columns={deviceColumns}
            rows={data.devices}
            keyOf={({ id }) => id}
            empty={null}
          />
        </section>
      )}
    </>
  )
}

type Device = Failures['devices'][number]

const deviceColumns: Column<Device>[] = [
  {
    title: 'Device',
    cell: ({ id, name }) => (
      <Link to="/security-devices/$id" params={{ id }} className={rowLink}>
        <bdi>{name}</bdi>
      </Link>
    ),
  },
  { title: 'What failed', cell: ({ title }) => title },
  { title: 'Step', narrow: true, cell: ({ step }) => step },
  { title: 'What came', cell: ({ seen }) => <bdi>{seen}</bdi> },
  { title: 'What to do', cell: ({ cure }) => cure },
  { title: 'Last', narrow: true, cell: ({ at }) => at !== null && <RelativeTime at={at} /> },
]
