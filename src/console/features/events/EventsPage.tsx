import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { eventInWords } from '#schema/events.ts'
import { EventsActions } from './EventsActions.tsx'
import { EventFilters } from './EventFilters.tsx'
import { EventPages } from './EventPages.tsx'
import { eventsQuery, type LoggedEvent } from './eventQueries.ts'
import { readSearch } from './eventsSearch.ts'
import { FailuresView } from './FailuresView.tsx'
import { FindPage } from './find/FindPage.tsx'
import { NoEvents } from './NoEvents.tsx'
import { ObjectLink } from '#console/object/ObjectLink.tsx'
import { OutcomeChip } from './OutcomeChip.tsx'

const route = getRouteApi('/signedIn/events')

/** The audit log: what happened, who did it and what came of it, the newest first. */
export function EventsPage() {
  const { offered } = signedInRoute.useRouteContext()
  const { view } = readSearch(route.useSearch())
  if (view === 'find') return <FindPage />
  if (!offered('eventsList')) return <NotOfferedPage what="list of its events" />
  return view === 'failures' && offered('failuresList') ? <FailuresView /> : <Events />
}

function Events() {
  const search = readSearch(route.useSearch())
  const { offered } = signedInRoute.useRouteContext()
  const { events, ...looked } = useSuspenseQuery(eventsQuery(search)).data
  return (
    <>
      <PageHeader
        title="Audit Log"
        actions={
          <>
            {offered('failuresList') && (
              <ButtonLink to="/events" search={{ view: 'failures' }}>
                Failures
              </ButtonLink>
            )}
            <EventsActions search={search} />
          </>
        }
      >
        Every change, sign-in, token and refusal. Nothing here can be edited or deleted.
      </PageHeader>
      <EventFilters search={search} />
      <DataTable
        label="Events"
        columns={columns}
        rows={events}
        keyOf={({ id }) => id}
        empty={<NoEvents search={search} lookedBackTo={looked.lookedBackTo} />}
      />
      <EventPages search={search} {...looked} />
    </>
  )
}

const columns: Column<LoggedEvent>[] = [
  {
    title: 'What happened',
    cell: ({ id, type }) => (
      <Link to="/events/$id" params={{ id }} search className={rowLink}>
        {eventInWords(type)}
      </Link>
    ),
  },
  { title: 'When', narrow: true, cell: ({ at }) => <RelativeTime at={at} /> },
  { title: 'Who', cell: ({ who }) => <bdi>{who}</bdi> },
  {
    title: 'About',
    cell: ({ objectType, objectId, object, objectThere, application, applicationId, applicationThere }) =>
      objectType ? (
        <ObjectLink type={objectType} id={objectId} name={object} there={objectThere} />
      ) : (
        <ObjectLink
          type="application"
          id={applicationId}
          name={application ?? '–'}
          there={applicationThere}
        />
      ),
  },
  { title: 'From', narrow: true, wideOnly: true, cell: ({ address }) => address ?? '' },
  { title: 'Outcome', narrow: true, cell: (event) => <OutcomeChip {...event} /> },
]
