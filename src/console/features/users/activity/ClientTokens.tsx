import { useQuery } from '@tanstack/react-query'
import type { Result } from '#console/api/call.ts'
import { lackOf } from '#console/api/me.ts'
import { query } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { eventInWords } from '#schema/events.ts'
import { eventReaders } from '#schema/right.ts'
import { Reading } from '../Reading.tsx'

type Row = Result<'eventsList'>['events'][number]

const most = 20

/** What a client did instead of signing in: the tokens that it got and was refused, newest first. */
export function ClientTokens({ id, name }: { id: string; name: string }) {
  const { me } = signedInRoute.useRouteContext()
  const lack = lackOf(me, ...eventReaders)
  return (
    <>
      <p style={{ maxWidth: 640 }}>
        A client never signs in: it gets tokens. What people agreed to when an application asked them is
        listed on the Consents tab of each person.
      </p>
      {lack ? (
        <NoticeBanner>The audit log has the tokens of this client. {lack}</NoticeBanner>
      ) : (
        <Newest id={id} name={name} />
      )}
    </>
  )
}

function Newest({ id, name }: { id: string; name: string }) {
  const reading = useQuery({ ...query('eventsList', { text: name }), staleTime: 0 })
  return (
    <>
      <Reading of={reading} what="events of the client">
        {({ events }) => (
          <DataTable
            label="Tokens"
            columns={columns}
            rows={events.filter((event) => isOfTokens(event) && isBy(event, { id, name })).slice(0, most)}
            keyOf={({ id: event }) => event}
            empty={
              <EmptyState>
                No token of this client among the newest events. The Connect tab of an application says how to
                ask for one.
              </EmptyState>
            }
          />
        )}
      </Reading>
      <p>
        <TextLink to="/events" search={{ who: id }}>
          All that this client did
        </TextLink>
        {' · '}
        <TextLink to="/events" search={{ q: name, outcome: 'refused' }}>
          All refusals that name it
        </TextLink>
      </p>
    </>
  )
}

const isOfTokens = ({ type }: Row) => type.startsWith('Cloud.OAuth2.')

/** A refused request has the client ID alone: nobody proved to be the client. */
const isBy = ({ who, whoId }: Row, client: { id: string; name: string }) =>
  whoId === client.id || who === client.name

const columns: Column<Row>[] = [
  {
    title: 'What',
    cell: ({ id, type }) => (
      <TextLink to="/events/$id" params={{ id }}>
        {eventInWords(type)}
      </TextLink>
    ),
  },
  { title: 'When', narrow: true, cell: ({ at }) => <RelativeTime at={at} /> },
  {
    title: 'Outcome',
    narrow: true,
    cell: ({ refused }) => (
      <StatusChip tone={refused ? 'bad' : 'good'}>{refused ? 'Refused' : 'Done'}</StatusChip>
    ),
  },
  { title: 'Application', cell: ({ application }) => <bdi>{application ?? ''}</bdi> },
  { title: 'From', narrow: true, wideOnly: true, cell: ({ address }) => address ?? '' },
]
