import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Result } from '#console/api/call.ts'
import { lackOf } from '#console/api/me.ts'
import { problemInWords } from '#console/api/problem.ts'
import { useAct } from '#console/api/queries.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { usePages } from '#console/object/usePages.ts'
import { Button } from '#console/ui/Button.tsx'
import { ConfirmDialog } from '#console/ui/ConfirmDialog.tsx'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { fromWireDate } from '#schema/redrock.ts'
import { nouns } from '#schema/nouns.ts'
import { Reading } from '../Reading.tsx'
import { consentsQuery } from '../userQueries.ts'

type Row = Result<'getUserConsents'>['Results'][number]['Row']

/** Which applications act for a user, and since when. */
export function Consents({ id, name }: { id: string; name: string }) {
  const { me } = signedInRoute.useRouteContext()
  const lack = lackOf(me, ...nouns.user.writers)
  const pages = usePages()
  const reading = useQuery(consentsQuery(id, pages.number))
  const [withdrawing, withdraw] = useState<Row | null>(null)
  return (
    <>
      <p style={{ maxWidth: 640 }}>
        What the person agreed to when an application asked, and the tokens that applications hold for them
        now.
      </p>
      <Reading of={reading} what="consents">
        {({ Results, FullCount }) => (
          <DataTable
            label="Consents and tokens"
            columns={columnsFor(lack, withdraw)}
            rows={Results.map(({ Row }) => Row)}
            keyOf={({ ID, ClientID }) => `${ID} ${ClientID}`}
            empty={<EmptyState>No application holds a consent or a token of this person.</EmptyState>}
            page={pages.of(FullCount)}
          />
        )}
      </Reading>
      {withdrawing && <WithdrawDialog id={id} name={name} row={withdrawing} onClose={() => withdraw(null)} />}
    </>
  )
}

const columnsFor = (lack: string | undefined, withdraw: (row: Row) => void): Column<Row>[] => [
  { title: 'Application', cell: (row) => <Application {...row} /> },
  { title: 'Client', cell: ({ ClientID }) => <bdi>{ClientID}</bdi>, wideOnly: true },
  {
    title: 'Agreed to',
    whole: true,
    cell: ({ Scopes, ConsentedAt }) =>
      ConsentedAt === null ? (
        'Nobody was asked'
      ) : (
        <>
          {Scopes.join(', ') || 'Nothing'}, <RelativeTime at={fromWireDate(ConsentedAt)} />
        </>
      ),
  },
  { title: 'Tokens', whole: true, cell: (row) => <Tokens {...row} /> },
  {
    title: 'Actions',
    narrow: true,
    cell: (row) => (
      <Button aria-label={`Withdraw from ${nameOf(row)}`} disabledReason={lack} onClick={() => withdraw(row)}>
        Withdraw
      </Button>
    ),
  },
]

const nameOf = ({ Name }: Row) => Name ?? 'an application that you may not see'

function Application(row: Row) {
  const { ID, Name, BuiltIn } = row
  if (Name === null) return 'An application that you may not see'
  if (BuiltIn)
    return (
      <>
        <bdi>{Name}</bdi> (the tenant’s own)
      </>
    )
  return (
    <TextLink to="/apps/$id" params={{ id: ID }}>
      <bdi>{Name}</bdi>
    </TextLink>
  )
}

function Tokens({ HeldScopes, Authorizations, RefreshTokens, LastAllowedAt }: Row) {
  if (Authorizations === 0) return 'None now'
  return (
    <>
      {HeldScopes.join(', ') || 'No scope'}
      {RefreshTokens > 0 &&
        `; ${RefreshTokens === 1 ? 'one refresh token' : `${RefreshTokens.toLocaleString()} refresh tokens`}`}
      {LastAllowedAt !== null && (
        <>
          ; last given <RelativeTime at={fromWireDate(LastAllowedAt)} />
        </>
      )}
    </>
  )
}

function WithdrawDialog({
  id,
  name,
  row,
  onClose,
}: {
  id: string
  name: string
  row: Row
  onClose: () => void
}) {
  const { mutateAsync } = useAct('withdrawUserConsent')
  return (
    <ConfirmDialog
      title={`Withdraw from ${nameOf(row)}?`}
      confirm="Withdraw"
      problemInWords={problemInWords}
      onConfirm={async () => {
        await mutateAsync({ ID: id, Application: row.ID, ClientID: row.ClientID })
        onClose()
      }}
      onClose={onClose}
    >
      <p>
        All tokens that <bdi>{row.ClientID}</bdi> holds for <bdi>{name}</bdi> there end at once, refresh
        tokens too, and what was agreed to is asked for again.
      </p>
      <p>
        A resource server that checks tokens by itself, without asking this tenant, takes one until it
        expires. The person can allow it again as long as they may run the application.
      </p>
    </ConfirmDialog>
  )
}
