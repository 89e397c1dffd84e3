import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Result } from '#console/api/call.ts'
import { lackOf } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { usePages } from '#console/object/usePages.ts'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { nouns } from '#schema/nouns.ts'
import { Reading } from '../Reading.tsx'
import { applicationsQuery } from '../userQueries.ts'
import { Chain, Lines } from '#console/form/Chain.tsx'

type Row = Result<'getUserApplications'>['Results'][number]['Row']
type Reason = Row['Reasons'][number]

/** What a user may run, and through which permissions. `stopped` says of one who is out of service what it is. */
export function RunnableApplications({ id, stopped }: { id: string; stopped: string | undefined }) {
  const { me } = signedInRoute.useRouteContext()
  const pages = usePages()
  const reading = useQuery(applicationsQuery(id, pages.number))
  const lack = lackOf(me, ...nouns.application.readers)
  return (
    <>
      {stopped && (
        <NoticeBanner tone="warning">
          The user is {stopped} and gets no token from any of these until they are active again.
        </NoticeBanner>
      )}
      {lack && (
        <NoticeBanner>Only applications that you may see are listed. To see all of them: {lack}</NoticeBanner>
      )}
      <Reading of={reading} what="applications">
        {({ Results, FullCount }) => (
          <DataTable
            label="Applications"
            columns={columns}
            rows={Results.map(({ Row }) => Row)}
            keyOf={({ ID }) => ID}
            empty={
              <EmptyState>
                {lack ? 'No application that you may see' : 'No application'} gives this user Run, to
                themselves or through a role or group. Add it on an application’s User Access tab.
              </EmptyState>
            }
            page={pages.of(FullCount)}
          />
        )}
      </Reading>
    </>
  )
}

const columns: Column<Row>[] = [
  {
    title: 'Application',
    cell: ({ ID, Name }) => (
      <Link to="/apps/$id/$tab" params={{ id: ID, tab: 'userAccess' }} className={rowLink}>
        <bdi>{Name}</bdi>
      </Link>
    ),
  },
  { title: 'Application ID', cell: ({ ServiceName }) => <code>{ServiceName}</code>, wideOnly: true },
  {
    title: 'Why',
    whole: true,
    cell: ({ Reasons }) => (
      <Lines>
        {Reasons.flatMap((reason) =>
          waysOf(reason).map((way) => (
            <li key={`${reason.Type} ${reason.ID} ${way.map(({ ID }) => ID).join(' ')}`}>
              {reason.Type === 'User' ? 'To the user by name' : <Chain of={way} />}: {reason.GrantStr}
            </li>
          )),
        )}
      </Lines>
    ),
  },
]

/** Each way to whom the permission was given. */
const waysOf = ({ Type, ID, Name, Direct, Ways }: Reason) => [
  ...(Direct ? [[{ Type, ID, Name }]] : []),
  ...Ways.map((way) => [...way, { Type, ID, Name }]),
]
