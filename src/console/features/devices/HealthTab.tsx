import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { readsEvents } from '#console/api/readsEvents.ts'
import type { Result } from '#console/api/call.ts'
import { problemInWords } from '#console/api/problem.ts'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { eventInWords } from '#schema/events.ts'
import { deviceEventsQuery, deviceHealthQuery } from './deviceQueries.ts'
import { durationInWords } from './durationInWords.ts'
import { HoursChart } from './HoursChart.tsx'

/** What came, and how long it took. */
export function HealthTab({ id }: { id: string }) {
  const context = signedInRoute.useRouteContext()
  const health = useSuspenseQuery(deviceHealthQuery(id)).data
  if (!health) return null
  return (
    <>
      <SectionHeading>Last 24 hours</SectionHeading>
      <HoursChart hours={health.Hours} />
      <section style={{ marginTop: 32 }}>
        <SectionHeading>Newest events</SectionHeading>
        {readsEvents(context) ? (
          <Events id={id} />
        ) : (
          <p>
            You may not look at events. That needs the right “Read Only System Administration” or “Report
            Management”.
          </p>
        )}
      </section>
    </>
  )
}

type Event = Result<'getDeviceEvents'>['Events'][number]

function Events({ id }: { id: string }) {
  const { data, error } = useQuery(deviceEventsQuery(id))
  if (error) return <ProblemBanner {...problemInWords(error)} />
  if (!data) return <p role="status">Reading events…</p>
  return (
    <DataTable
      label="Newest events"
      columns={columns}
      rows={data.Events}
      keyOf={({ ID }) => ID}
      empty={<EmptyState>No event has come yet.</EmptyState>}
    />
  )
}

/** In words where it is an event that this version knows; a tenant of another kind has others. */
function Kind({ type }: { type: string }) {
  const words = eventInWords(type)
  return words === type ? <bdi>{type}</bdi> : <span title={type}>{words}</span>
}

const columns: Column<Event>[] = [
  { title: 'When', narrow: true, cell: ({ At }) => <RelativeTime at={At} /> },
  { title: 'Event', cell: ({ Type }) => <Kind type={Type} /> },
  { title: 'Who', cell: ({ User }) => <bdi>{User}</bdi> },
  { title: 'From', narrow: true, wideOnly: true, cell: ({ Address }) => <bdi>{Address}</bdi> },
  {
    title: 'Lag',
    narrow: true,
    wideOnly: true,
    cell: ({ At, ReceivedAt }) => durationInWords(Math.max(0, ReceivedAt - At)),
  },
]
