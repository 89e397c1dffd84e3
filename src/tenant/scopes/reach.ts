import { sql } from 'kysely'
import { guardedCalls, type OpenedCall } from '#schema/openedCalls.ts'
import { rights as rightNames, userReaders, type Right } from '#schema/right.ts'
import { readsUsers, rightsEnough } from '#schema/scopeRisk.ts'
import { Problem } from '../problem.ts'
import { readRows, type Reading } from '../readRows.ts'
import { contains, foldedText } from '../redrock/value.ts'
import { hasRun } from './listScopes.ts'
import { isAmong, patternSet, patternsWhere } from './patternSets.ts'
import { holding, peopleIn } from './rightHolders.ts'
import { savedBy } from './savedBy.ts'
import { latest } from './usedBy.ts'

const pageSize = 20

type Asked = {
  by: 'users' | 'call' | 'right'
  what?: string | null | undefined
  text?: string | null | undefined
  page?: number | null | undefined
}

type Question = { calls: readonly OpenedCall[]; rights: readonly Right[] | 'everybody' }

/** Who reaches a call, a right or users through a scope: from the application by its scope and pattern to whoever may run it and holds the right. */
export async function reach(reading: Reading, asked: Asked) {
  const { read } = reading.database
  const { calls, rights } = questionOf(asked)
  const wanted = new Set(calls)
  const stored = await patternsWhere(reading, (set) => calls.some((call) => set.calls.has(call)))
  const rows = await readRows(reading, rowsOf(reading, { stored, rights }, asked))
  const ids = rows.map(({ rowKey }) => rowKey)
  const [saved, used] = await Promise.all([savedBy(read, ids), callsOf(reading, { ids, calls })])
  return {
    rows: await Promise.all(
      rows.map(async ({ rowKey, application, applicationId, scope, patterns, type, id, name }) => {
        const opened = [...patternSet(patterns).calls].filter((call) => wanted.has(call))
        const own = used.filter((row) => row.application_id === rowKey && row.scope === scope)
        return {
          application: { rowKey, name: application, applicationId },
          scope,
          patterns: patternSet(patterns).patterns.filter((each) =>
            opened.some((call) => patternSet(JSON.stringify([each])).calls.has(call)),
          ),
          path: opened[0]?.path ?? '',
          through: { type, id, name },
          ...(await peopleIn(reading, { type, id }, rights)),
          scopeSaved: saved.scope(rowKey, scope),
          runSaved: saved.run(rowKey, { type, id }),
          calls: own.reduce((sum, each) => sum + each.calls, 0),
          usedAt: latest(own.map(({ day }) => day)),
        }
      }),
    ),
    count: rows[0]?.count ?? 0,
    pageSize,
    rights: rights === 'everybody' ? [] : [...rights],
  }
}

type Found = {
  rowKey: string
  application: string
  applicationId: string
  scope: string
  patterns: string
  type: 'User' | 'Group' | 'Role'
  id: string
  name: string
  /** Of all pages. */
  count: number
}

function rowsOf(
  reading: Reading,
  { stored, rights }: { stored: readonly string[]; rights: readonly Right[] | 'everybody' },
  { text, page }: Asked,
) {
  const isFound = text
    ? sql`and (${contains(sql.ref('application_scope.text'), foldedText(text))}
        or ${contains(sql`lower(principal_name)`, foldedText(text))})`
    : sql``
  return sql<Found>`${rights === 'everybody' ? sql`` : holding(rights)}
    select application.id as ${sql.ref('rowKey')}, application.name as application,
      application.application_id as ${sql.ref('applicationId')}, application_scope.name as scope, patterns,
      principal_type as type, principal_id as id, principal_name as name, count(*) over () as count
    from application_scope
    join application on application.id = application_scope.application_id
    join application_grant on application_grant.application_id = application_scope.application_id
    ${
      rights === 'everybody'
        ? sql``
        : sql`join reached on reached.type = principal_type and reached.id = principal_id`
    }
    where opens = 1 and ${isAmong(reading, 'patterns', stored)} and ${hasRun} ${isFound}
    order by application_scope.sort_key, application_scope.application_id, principal_type, principal_id
    limit ${pageSize} offset ${((page ?? 1) - 1) * pageSize}`
}

function questionOf({ by, what }: Asked): Question {
  if (by === 'users') return { calls: guardedCalls.filter(readsUsers), rights: userReaders }
  if (by === 'call') {
    const path = (what ?? '').replace(/^\//, '').toLowerCase()
    const call = guardedCalls.find((each) => each.path.toLowerCase() === path)
    if (!call)
      throw new Problem(
        'invalid_fields',
        `There is no call ${what ?? ''} that takes a token. Choose one of the API reference.`,
      )
    return { calls: [call], rights: rightsEnough(call.endpoint) }
  }
  if (!isRight(what))
    throw new Problem(
      'invalid_fields',
      `There is no right ${what ?? ''}. Give its file name, such as appman.`,
    )
  return { calls: guardedCalls.filter(({ endpoint }) => takes(rightsEnough(endpoint), what)), rights: [what] }
}

const isRight = (what: string | null | undefined): what is Right =>
  typeof what === 'string' && Object.hasOwn(rightNames, what)

const takes = (enough: readonly Right[] | 'everybody', right: Right) =>
  enough !== 'everybody' && enough.includes(right)

const callsOf = (
  reading: Reading,
  { ids, calls }: { ids: readonly string[]; calls: readonly OpenedCall[] },
) =>
  reading.database.read
    .selectFrom('call_count')
    .select(({ fn }) => [
      'application_id',
      'scope',
      fn.sum<number>('calls').as('calls'),
      fn.max<number>('day').as('day'),
    ])
    .where('application_id', 'in', ['', ...ids])
    .where(
      isAmong(
        reading,
        'path',
        calls.map(({ path }) => path),
      ),
    )
    .groupBy(['application_id', 'scope'])
    .execute()
