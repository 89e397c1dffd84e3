import { useQuery } from '@tanstack/react-query'
import type { Result } from '#console/api/call.ts'
import { readsEvents } from '#console/api/readsEvents.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { usePages } from '#console/object/usePages.ts'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { fromWireDate } from '#schema/redrock.ts'
import { Reading } from '../Reading.tsx'
import { signInsQuery } from '../userQueries.ts'

type Row = Result<'getUserSignIns'>['Results'][number]['Row']

/** What the audit log knows of the sign-ins of a user. */
export function SignIns({ id }: { id: string }) {
  const pages = usePages()
  const context = signedInRoute.useRouteContext()
  const reading = useQuery(signInsQuery(id, pages.number))
  return (
    <>
      <SectionHeading>Sign-ins</SectionHeading>
      <Reading of={reading} what="sign-ins">
        {({ Results, FullCount }) => (
          <DataTable
            label="Sign-ins"
            columns={columns}
            rows={Results.map(({ Row }) => Row)}
            keyOf={({ ID }) => ID}
            empty={<EmptyState>Nobody has tried to sign in as this user.</EmptyState>}
            page={pages.of(FullCount)}
          />
        )}
      </Reading>
      {readsEvents(context) && (
        <p>
          <TextLink to="/events" search={{ who: id }}>
            All that this user did
          </TextLink>
        </p>
      )}
    </>
  )
}

const columns: Column<Row>[] = [
  { title: 'When', cell: ({ WhenOccurred }) => <RelativeTime at={fromWireDate(WhenOccurred)} /> },
  {
    title: 'Outcome',
    narrow: true,
    cell: ({ Result }) => (
      <StatusChip tone={Result === 'Success' ? 'good' : 'bad'}>
        {Result === 'Success' ? 'Signed in' : 'Refused'}
      </StatusChip>
    ),
  },
  {
    title: 'How, or why not',
    cell: ({ FailureReason, IdentityProvider, AuthMethod }) =>
      FailureReason ?? (
        <bdi>{IdentityProvider ?? (AuthMethod === 'UP' ? 'Password' : (AuthMethod ?? ''))}</bdi>
      ),
  },
  { title: 'From', narrow: true, cell: ({ FromIPAddress }) => FromIPAddress ?? '' },
]
