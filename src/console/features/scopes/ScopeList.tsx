import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DataTable, rowLink, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { FilterSelect } from '#console/ui/FilterSelect.tsx'
import { ButtonLink, TextLink } from '#console/ui/links.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { PrincipalLink } from '#console/form/PrincipalLink.tsx'
import { riskClasses } from '#schema/riskClass.ts'
import { CountedSince, LastUse } from './LastUse.tsx'
import { Lines, Patterns, Quiet } from './Patterns.tsx'
import { RiskChip } from './RiskChip.tsx'
import { listQuery, type ListedScope } from './scopeQueries.ts'
import { unusedFor, type ScopesSearch } from './scopesSearch.ts'
import { ScopesHeader, useNarrow } from './ScopesHeader.tsx'

/** Every scope of every application. */
export function ScopeList({ search }: { search: ScopesSearch }) {
  const { scopes, count, pageSize, countedSince } = useSuspenseQuery(listQuery(search)).data
  const narrow = useNarrow(search)
  return (
    <>
      <ScopesHeader view="">
        What every scope of every application opens, who may get it, who was given it and when it was used.{' '}
        <CountedSince at={countedSince} />
      </ScopesHeader>
      <div role="search">
        <Toolbar>
          <SearchField
            label="Search scope, application, pattern"
            value={search.q}
            onSearch={(q) => narrow({ q })}
          />
          <FilterSelect
            label="Makes possible"
            all="Anything"
            options={riskClasses}
            value={search.risk}
            onChange={(risk) => narrow({ risk: risk as ScopesSearch['risk'] })}
          />
          <FilterSelect
            label="Used"
            all="Used or not"
            options={Object.fromEntries(unusedFor.map((days) => [days, `Unused for ${days} days`]))}
            value={search.unused}
            onChange={(unused) => narrow({ unused: unused as ScopesSearch['unused'] })}
          />
        </Toolbar>
      </div>
      <DataTable
        label="Scopes"
        columns={columnsOf(countedSince, Number(search.unused || 90))}
        rows={scopes}
        keyOf={({ application, scope }) => `${application.rowKey} ${scope}`}
        empty={<NoScopes search={search} />}
        page={{ number: search.page, size: pageSize, total: count, onChange: (page) => narrow({ page }) }}
      />
    </>
  )
}

const columnsOf = (countedSince: number | null, quiet: number): Column<ListedScope>[] => [
  {
    title: 'Scope',
    cell: ({ scope, application }) => (
      <Link to="/scopes" search={{ view: 'clients', app: application.rowKey }} className={rowLink}>
        {scope}
      </Link>
    ),
  },
  {
    title: 'Application',
    cell: ({ application: { rowKey, name } }) => (
      <TextLink to="/apps/$id" params={{ id: rowKey }}>
        <bdi>{name}</bdi>
      </TextLink>
    ),
  },
  {
    title: 'Opens',
    whole: true,
    cell: ({ patterns, risk, calls }) => (
      <Lines>
        <RiskChip risk={risk} />
        <Patterns patterns={patterns} />
        <Quiet>{calls === 1 ? '1 call' : `${calls} calls`}</Quiet>
      </Lines>
    ),
  },
  { title: 'May get it', whole: true, cell: ({ mayGet }) => <MayGet {...mayGet} /> },
  { title: 'Was given', whole: true, wideOnly: true, cell: ({ granted }) => inWords(granted) },
  {
    title: 'Last used',
    whole: true,
    cell: ({ usedAt, clients }) => (
      <Lines>
        <LastUse at={usedAt} countedSince={countedSince} quiet={quiet} />
        {clients > 0 && <Quiet>by {clients === 1 ? '1 client' : `${clients} clients`}</Quiet>}
      </Lines>
    ),
  },
]

function MayGet({ first, count }: ListedScope['mayGet']) {
  if (count === 0) return 'Nobody has Run'
  return (
    <Lines>
      {first.map((each) => (
        <PrincipalLink key={`${each.type} ${each.id}`} {...each} />
      ))}
      {count > first.length && <Quiet>and {count - first.length} more</Quiet>}
    </Lines>
  )
}

function inWords({ people, refreshTokens }: ListedScope['granted']): string {
  if (people === 0) return 'No person'
  const who = people === 1 ? '1 person' : `${people} people`
  return refreshTokens === 0 ? who : `${who}, ${refreshTokens} refresh tokens`
}

function NoScopes({ search }: { search: ScopesSearch }) {
  const narrowed = search.q !== '' || search.risk !== '' || search.unused !== ''
  return (
    <EmptyState
      actions={
        narrowed ? (
          <ButtonLink to="/scopes">Show all scopes</ButtonLink>
        ) : (
          <ButtonLink to="/apps">Go to Apps</ButtonLink>
        )
      }
    >
      {narrowed
        ? 'No scope is like that. Take a filter away to see more.'
        : 'No application has a scope yet. Scopes say what a client may ask for; they stand on the Scope tab of an application.'}
    </EmptyState>
  )
}
