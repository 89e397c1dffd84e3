import { problemInWords } from '#console/api/problem.ts'
import { useQuery } from '@tanstack/react-query'
import { DataTable, type Column } from '#console/ui/DataTable.tsx'
import { EmptyState } from '#console/ui/EmptyState.tsx'
import { FilterChips } from '#console/ui/FilterChips.tsx'
import { FilterSelect } from '#console/ui/FilterSelect.tsx'
import { TextLink } from '#console/ui/links.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { RelativeTime } from '#console/ui/RelativeTime.tsx'
import { SearchField } from '#console/ui/SearchField.tsx'
import { Toolbar } from '#console/ui/Toolbar.tsx'
import { PrincipalLink } from '#console/form/PrincipalLink.tsx'
import { guardedCalls } from '#schema/openedCalls.ts'
import { rights } from '#schema/right.ts'
import { CountedSince, LastUse } from './LastUse.tsx'
import { Lines, Quiet } from './Patterns.tsx'
import { reachQuery, type Reaching } from './scopeQueries.ts'
import type { ScopesSearch } from './scopesSearch.ts'
import { ScopesHeader, useNarrow } from './ScopesHeader.tsx'

/** From a call or a right to everybody who reaches it through a scope, link by link. */
export function WhoReaches({ search }: { search: ScopesSearch }) {
  const narrow = useNarrow(search)
  return (
    <>
      <ScopesHeader view="reach">
        Who can read users, make a call or use a right with a token: through which application, scope and
        role.
      </ScopesHeader>
      <div role="search">
        <Toolbar>
          <FilterChips
            label="Reaches"
            options={{ users: 'Read users', call: 'A call', right: 'A right' }}
            value={search.by}
            onChange={(by) => narrow({ by, what: '' })}
          />
          {search.by === 'call' && (
            <FilterSelect
              label="Call"
              all="Choose a call"
              options={callsByArea}
              value={search.what}
              onChange={(what) => narrow({ what })}
            />
          )}
          {search.by === 'right' && (
            <FilterSelect
              label="Right"
              all="Choose a right"
              options={rights}
              value={search.what}
              onChange={(what) => narrow({ what })}
            />
          )}
          <SearchField
            label="Search application, scope, client"
            value={search.q}
            onSearch={(q) => narrow({ q })}
          />
        </Toolbar>
      </div>
      <Found search={search} />
    </>
  )
}

const areas = [...new Set(guardedCalls.map(({ path }) => path.split('/')[0] ?? ''))].toSorted((a, b) =>
  a.localeCompare(b),
)

const callsByArea = Object.fromEntries(
  areas.map((area) => [
    area,
    Object.fromEntries(
      guardedCalls.filter(({ path }) => path.startsWith(`${area}/`)).map(({ path }) => [path, path]),
    ),
  ]),
)

function Found({ search }: { search: ScopesSearch }) {
  const asked = reachQuery(search)
  const { data, error } = useQuery(asked ?? { ...reachNothing, enabled: false })
  const narrow = useNarrow(search)
  if (asked === null)
    return (
      <EmptyState>
        {search.by === 'call'
          ? 'Choose a call to see who reaches it.'
          : 'Choose a right to see who can use it through a scope.'}
      </EmptyState>
    )
  if (error) return <ProblemBanner {...problemInWords(error)} />
  if (!data) return null
  return (
    <>
      <p>
        {sentence(data.count, data.rights)} <CountedSince at={data.countedSince} />
      </p>
      <DataTable
        label="Who reaches it"
        columns={columnsOf(data.countedSince)}
        rows={data.rows}
        keyOf={({ application, scope, through }) =>
          `${application.rowKey} ${scope} ${through.type} ${through.id}`
        }
        empty={
          <EmptyState>
            Nobody reaches it through a scope: no scope opens it, nobody who may run the application holds the
            right, or the search leaves nothing.
          </EmptyState>
        }
        page={{
          number: search.page,
          size: data.pageSize,
          total: data.count,
          onChange: (page) => narrow({ page }),
        }}
      />
    </>
  )
}

const reachNothing = reachQuery({ by: 'users', what: '', q: '', page: 1 } as ScopesSearch) as NonNullable<
  ReturnType<typeof reachQuery>
>

function sentence(count: number, needed: readonly string[]): string {
  const ways = count === 1 ? '1 way leads there' : `${count.toLocaleString()} ways lead there`
  if (needed.length === 0) return `${ways}. Whoever has a token that opens it may call it.`
  const names = needed.map((right) => `“${rights[right as keyof typeof rights]}”`)
  return `${ways}. It needs the right ${names.join(' or ')}. Rights on single applications are not followed here.`
}

const columnsOf = (countedSince: number | null): Column<Reaching>[] => [
  {
    title: 'Who',
    whole: true,
    cell: ({ people, count }) => (
      <Lines>
        {people.map(({ id, name, roles }) => (
          <span key={id}>
            <PrincipalLink type="User" id={id} name={name} />
            {roles.length > 0 && (
              <>
                {' '}
                <Quiet>
                  through{' '}
                  {roles.map((role, index) => (
                    <span key={role.id}>
                      {index > 0 && ', '}
                      <PrincipalLink type="Role" {...role} />
                    </span>
                  ))}
                </Quiet>
              </>
            )}
          </span>
        ))}
        {count === 0 && <Quiet>Nobody at present</Quiet>}
        {count > people.length && <Quiet>and {(count - people.length).toLocaleString()} more</Quiet>}
      </Lines>
    ),
  },
  {
    title: 'Application and scope',
    whole: true,
    cell: ({ application: { rowKey, name }, scope, patterns, path }) => (
      <Lines>
        <TextLink to="/scopes" search={{ view: 'clients', app: rowKey }}>
          <bdi>{name}</bdi>
        </TextLink>
        <span>
          <code>{scope}</code> <Quiet>with</Quiet> <code>{patterns[0]}</code>
        </span>
        <Quiet>
          opens <code>{path}</code>
        </Quiet>
      </Lines>
    ),
  },
  {
    title: 'Run through',
    whole: true,
    cell: ({ through }) => (
      <Lines>
        <PrincipalLink {...through} />
        <Quiet>{through.type}</Quiet>
      </Lines>
    ),
  },
  {
    title: 'Approved by',
    whole: true,
    cell: ({ scopeSaved, runSaved }) => (
      <Lines>
        <Saved what="Scope" saved={scopeSaved} />
        <Saved what="Run" saved={runSaved} />
      </Lines>
    ),
  },
  {
    title: 'Last used',
    whole: true,
    cell: ({ usedAt, calls }) => (
      <Lines>
        <LastUse at={usedAt} countedSince={countedSince} />
        {calls > 0 && <Quiet>{calls === 1 ? '1 call' : `${calls.toLocaleString()} calls`}</Quiet>}
      </Lines>
    ),
  },
]

function Saved({ what, saved }: { what: string; saved: Reaching['scopeSaved'] }) {
  return (
    <span>
      <Quiet>{what}:</Quiet>{' '}
      {saved === null ? (
        'unknown'
      ) : (
        <>
          <bdi>{saved.who}</bdi>{' '}
          <Quiet>
            <RelativeTime at={saved.at} />
          </Quiet>
        </>
      )}
    </span>
  )
}
