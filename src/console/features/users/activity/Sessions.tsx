import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Result } from '#console/api/call.ts'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { fromWireDate } from '#schema/redrock.ts'
import { nouns } from '#schema/nouns.ts'
import { Reading } from '../Reading.tsx'
import { sessionsQuery } from '../userQueries.ts'

type Row = Result<'getUserSessions'>['Results'][number]['Row']

/** Where a user is signed in now. */
export function Sessions({ id, name }: { id: string; name: string }) {
  const { me } = signedInRoute.useRouteContext()
  const lack = lackOf(me, ...nouns.user.writers)
  const reading = useQuery(sessionsQuery(id))
  const [ending, end] = useState<Row | 'all' | null>(null)
  const count = reading.data?.FullCount ?? 0
  return (
    <>
      <SectionHeading
        actions={
          <Button disabledReason={lack} onClick={() => end('all')}>
            End all
          </Button>
        }
      >
        Sessions
      </SectionHeading>
      <Reading of={reading} what="sessions">
        {({ Results }) => (
          <DataTable
            label="Sessions"
            columns={columnsFor(lack, end)}
            rows={Results.map(({ Row }) => Row)}
            keyOf={({ ID }) => ID}
            empty={<EmptyState>The user is signed in nowhere.</EmptyState>}
          />
        )}
      </Reading>
      {count > (reading.data?.Results.length ?? 0) && (
        <p>These are the newest of {count.toLocaleString()}. “End all” ends every one of them.</p>
      )}
      {ending && <EndDialog id={id} name={name} ending={ending} onClose={() => end(null)} />}
    </>
  )
}

const columnsFor = (lack: string | undefined, end: (session: Row) => void): Column<Row>[] => [
  {
    title: 'Began',
    cell: ({ StartedAt, Current }) => (
      <>
        <RelativeTime at={fromWireDate(StartedAt)} />
        {Current && ' (yours, now)'}
      </>
    ),
  },
  { title: 'Signed in', cell: wayIn },
  {
    title: 'Last used',
    narrow: true,
    cell: ({ LastUsedAt }) => <RelativeTime at={fromWireDate(LastUsedAt)} />,
  },
  {
    title: 'Ends at the latest',
    narrow: true,
    cell: ({ ExpiresAt }) => <RelativeTime at={fromWireDate(ExpiresAt)} />,
  },
  {
    title: 'Actions',
    narrow: true,
    action: true,
    cell: (session) => (
      <Button aria-label={`End the session ${session.ID}`} disabledReason={lack} onClick={() => end(session)}>
        End
      </Button>
    ),
  },
]

function wayIn({ OnPage, IdentityProvider }: Row) {
  const where = OnPage ? 'On the sign-in page' : 'By API'
  return IdentityProvider === null ? (
    where
  ) : (
    <>
      {where}, through <bdi>{IdentityProvider}</bdi>
    </>
  )
}

type Ending = { id: string; name: string; ending: Row | 'all'; onClose: () => void }

function EndDialog({ id, name, ending, onClose }: Ending) {
  const one = useAct('endUserSession')
  const all = useAct('endUserSessions')
  return (
    <ConfirmDialog
      title={ending === 'all' ? `End all sessions of ${name}?` : `End this session of ${name}?`}
      confirm={ending === 'all' ? 'End all sessions' : 'End session'}
      problemInWords={problemInWords}
      onConfirm={async () => {
        await (ending === 'all'
          ? all.mutateAsync({ ID: id })
          : one.mutateAsync({ ID: id, Session: ending.ID }))
        onClose()
      }}
      onClose={onClose}
    >
      <p>
        {ending === 'all'
          ? 'The person is signed out everywhere at once, and every token that applications hold for them ends. They can sign in again.'
          : 'The person is signed out there at once, and the tokens that applications got in this session end. They can sign in again.'}
      </p>
      {ending !== 'all' && ending.Current && <p>It is your own: you are signed out with it.</p>}
    </ConfirmDialog>
  )
}
