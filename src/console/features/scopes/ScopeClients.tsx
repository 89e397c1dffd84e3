import { useSuspenseQuery } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { ButtonLink, TextLink } from '#console/ui/links.tsx'
import { NoticeBanner } from '#console/ui/NoticeBanner.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SectionHeading } from '#console/ui/SectionHeading.tsx'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import type { Result } from '#console/api/call.ts'
import { CountedSince, LastUse } from './LastUse.tsx'
import { Lines, Patterns, Quiet } from './Patterns.tsx'
import { RiskChip } from './RiskChip.tsx'
import { clientsQuery, type ClientScope } from './scopeQueries.ts'
import type { ScopesSearch } from './scopesSearch.ts'

type Defined = Result<'scopesClients'>['scopes'][number]

/** The clients of one application: what each asked for, may have, was given and used. */
export function ScopeClients({ search }: { search: ScopesSearch }) {
  const found = useSuspenseQuery(clientsQuery(search.app)).data
  // The loader shows the page for that
  if (found === null) return null
  const { application, scopes, rows, more, countedSince } = found
  return (
    <>
      <PageHeader
        title={`Scopes of ${application.name}`}
        actions={
          <>
            <ButtonLink to="/scopes" icon={ChevronLeft}>
              All scopes
            </ButtonLink>
            <ButtonLink to="/apps/$id" params={{ id: application.rowKey }}>
              Go to the application
            </ButtonLink>
          </>
        }
      >
        What each client asked for, may have, was given and used. <CountedSince at={countedSince} />
      </PageHeader>
      <section>
        <SectionHeading>What is allowed</SectionHeading>
        <DataTable
          label="Scopes of this application"
          columns={scopeColumns(application.rowKey)}
          rows={scopes}
          keyOf={({ name }) => name}
          empty={<EmptyState>This application has no scope: no client can ask it for anything.</EmptyState>}
        />
      </section>
      <section style={{ marginTop: 32 }}>
        <SectionHeading>Clients</SectionHeading>
        {more && (
          <NoticeBanner>
            There are more clients. The first 100 by name are shown, permitted ones first.
          </NoticeBanner>
        )}
        <DataTable
          label="Clients and scopes"
          columns={clientColumns(countedSince)}
          rows={rows}
          keyOf={({ clientId, scope }) => `${clientId} ${scope}`}
          empty={
            <EmptyState>
              No client may get a token from this application, and none did in the last 90 days.
            </EmptyState>
          }
        />
      </section>
    </>
  )
}

const scopeColumns = (app: string): Column<Defined>[] => [
  { title: 'Scope', cell: ({ name }) => <code>{name}</code> },
  {
    title: 'Opens',
    whole: true,
    cell: ({ patterns, risk }) => (
      <Lines>
        <RiskChip risk={risk} />
        <Patterns patterns={patterns} />
      </Lines>
    ),
  },
  {
    title: 'Made so by',
    whole: true,
    cell: ({ saved }) =>
      saved === null ? (
        'Unknown'
      ) : (
        <Lines>
          <bdi>{saved.who}</bdi>
          <Quiet>
            <RelativeTime at={saved.at} />
          </Quiet>
        </Lines>
      ),
  },
  {
    title: 'Explore',
    narrow: true,
    cell: ({ name }) => (
      <TextLink to="/scopes" search={{ view: 'patterns', app, scope: name }}>
        Tighter patterns
      </TextLink>
    ),
  },
]

const clientColumns = (countedSince: number | null): Column<ClientScope>[] => [
  { title: 'Client', cell: ({ clientId }) => <bdi>{clientId}</bdi> },
  { title: 'Scope', cell: ({ scope }) => <code>{scope}</code> },
  { title: 'Requested', whole: true, cell: ({ requested }) => <Counted {...requested} what="request" /> },
  {
    title: 'Allowed',
    narrow: true,
    cell: ({ allowed }) => (allowed ? 'Yes' : <StatusChip>No</StatusChip>),
  },
  {
    title: 'Granted',
    whole: true,
    cell: ({ granted: { tokens, at, people, refreshTokens } }) => (
      <Lines>
        <Counted count={tokens} at={at} what="token" />
        {people > 0 && (
          <Quiet>
            {people === 1 ? '1 person' : `${people} people`}
            {refreshTokens > 0 && `, ${refreshTokens} refresh tokens`}
          </Quiet>
        )}
      </Lines>
    ),
  },
  {
    title: 'Used',
    whole: true,
    cell: ({ used }) => (
      <Lines>
        <LastUse at={used.at} countedSince={countedSince} />
        {used.calls > 0 && (
          <Quiet>{used.calls === 1 ? '1 call' : `${used.calls.toLocaleString()} calls`}</Quiet>
        )}
      </Lines>
    ),
  },
]

function Counted({ count, at, what }: { count: number; at: number | null; what: string }) {
  if (count === 0) return '–'
  return (
    <span>
      {count.toLocaleString()} {count === 1 ? what : `${what}s`}
      {at !== null && (
        <>
          , last <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleDateString()}</time>
        </>
      )}
    </span>
  )
}
