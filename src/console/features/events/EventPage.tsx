import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { ChevronLeft } from 'lucide-react'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CodeBlock } from '#console/ui/CodeBlock.tsx'
import { ButtonLink } from '#console/ui/links.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { exactTimeAndUtc } from '#console/ui/relativeTime.ts'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { eventInWords } from '#schema/events.ts'
import { EventFacts } from './EventFacts.tsx'
import { eventQuery, type WholeEvent } from './eventQueries.ts'
import { Explanation } from './Explanation.tsx'
import { OutcomeChip } from './OutcomeChip.tsx'
import { Refusal } from './Refusal.tsx'

/** With the settings of all nouns, which only events about objects need. */
const EventChanges = lazy(() => import('./EventChanges.tsx').then((m) => ({ default: m.EventChanges })))

const route = getRouteApi('/signedIn/events/$id')

/** One event with all that it holds. */
export function EventPage() {
  const { offered } = signedInRoute.useRouteContext()
  return offered('eventsGet') ? <Event /> : <NotOfferedPage what="list of its events" />
}

function Event() {
  const { id } = route.useParams()
  const { offered } = signedInRoute.useRouteContext()
  // The loader found it, and no event goes away
  const event = useSuspenseQuery(eventQuery(id)).data
  if (event === null) return null
  return (
    <>
      <PageHeader
        title={eventInWords(event.type)}
        beside={<OutcomeChip {...event} />}
        actions={
          <>
            <ButtonLink to="/events" search icon={ChevronLeft}>
              Back to the log
            </ButtonLink>
            <ButtonLink to="/events" search={{ request: event.request }}>
              All events of this request
            </ButtonLink>
          </>
        }
      >
        {exactTimeAndUtc(event.at)}
      </PageHeader>
      {event.refused && offered('failuresExplain') ? (
        <Explanation event={event} />
      ) : (
        <Refusal event={event} />
      )}
      <EventFacts event={event} />
      <Suspense>
        <EventChanges event={event} />
      </Suspense>
      <section style={{ marginTop: 32 }}>
        <SectionHeading>As it was recorded</SectionHeading>
        <CodeBlock label="event as JSON" code={JSON.stringify(recorded(event), null, 2)} />
      </section>
    </>
  )
}

/** Without what was only looked up for the page. */
const recorded = ({
  objectThere: _object,
  whoThere: _who,
  applicationThere: _application,
  refused: _refused,
  ...event
}: WholeEvent) => event
