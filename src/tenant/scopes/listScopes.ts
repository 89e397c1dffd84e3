import { sql, type Kysely } from 'kysely'
import type { RiskClass } from '#schema/riskClass.ts'
import { applicationRights } from '#schema/grant.ts'
import { dayOf, oneDay } from '../days.ts'
import { readRows, type Reading } from '../readRows.ts'
import { contains, foldedText } from '../redrock/value.ts'
import type { Tables } from '../store/tables.ts'
import { isAmong, patternSetOf, patternsWhere } from './patternSets.ts'
import { latest, usesOf } from './usedBy.ts'

export const pageSize = 25
/** Principals that are named beside a scope. */
const mostNamed = 3

type Filter = {
  text?: string | null | undefined
  risk?: RiskClass | null | undefined
  unusedDays?: number | null | undefined
  page?: number | null | undefined
}

/** A page of the scopes of all applications, by name. */
export async function listScopes(reading: Reading, filter: Filter, now: number) {
  const { read } = reading.database
  const filtered = await narrowed(reading, filter, now)
  const [rows, counted] = await Promise.all([
    readRows(
      reading,
      filtered
        .innerJoin('application', 'application.id', 'application_scope.application_id')
        .select([
          'application_scope.application_id as rowKey',
          'application.name as application',
          'application.application_id as applicationId',
          'application_scope.name as scope',
          'application_scope.description',
          'patterns',
          'opens',
        ])
        .orderBy('application_scope.sort_key')
        .orderBy('application_scope.application_id')
        .limit(pageSize)
        .offset(((filter.page ?? 1) - 1) * pageSize),
    ),
    readRows(
      reading,
      filtered.select(({ fn }) => fn.countAll<number>().as('count')),
    ),
  ])
  const ids = [...new Set(rows.map(({ rowKey }) => rowKey))]
  const [may, given, { calls, tokens }] = await Promise.all([
    runHolders(read, ids),
    givenTo(read, { ids, now }),
    usesOf(read, ids),
  ])
  return {
    scopes: rows.map(({ rowKey, application, applicationId, scope, description, ...stored }) => {
      const set = patternSetOf(stored)
      const isOfScope = (row: { application_id: string; scope: string }) =>
        row.application_id === rowKey && row.scope === scope
      const held = given.filter((row) =>
        isOfScope({ ...row, scope: row.scope.split(' ').includes(scope) ? scope : '' }),
      )
      const called = calls.filter(isOfScope)
      const [gotten, runs] = [tokens.filter(isOfScope), may.filter((each) => each.application_id === rowKey)]
      return {
        application: { rowKey, name: application, applicationId },
        scope,
        description,
        patterns: JSON.parse(stored.patterns) as string[],
        risk: set.risk,
        calls: set.calls.size,
        mayGet: {
          first: runs.slice(0, mostNamed).map(({ type, id, name }) => ({ type, id, name })),
          count: runs.length,
        },
        granted: {
          people: new Set(held.map(({ user_id }) => user_id)).size,
          refreshTokens: held.reduce((sum, each) => sum + (each.refreshTokens ?? 0), 0),
        },
        usedAt: latest([...called.map(({ day }) => day), ...gotten.map((each) => each.given_day)]),
        clients: new Set(
          [...called, ...gotten.filter((each) => each.given > 0)].map((each) => each.client_id),
        ).size,
      }
    }),
    count: counted[0]?.count ?? 0,
    pageSize,
  }
}

async function narrowed(reading: Reading, { text, risk, unusedDays }: Filter, now: number) {
  const { read } = reading.database
  let query = read.selectFrom('application_scope')
  if (text)
    query = query.where(sql<boolean>`${contains(sql.ref('application_scope.text'), foldedText(text))}`)
  if (risk) {
    const wanted = await patternsWhere(reading, (set) => set.risk === risk)
    const among = isAmong(reading, 'patterns', wanted)
    query =
      risk === 'nothing'
        ? query.where(sql<boolean>`(opens = 0 or ${among})`)
        : query.where('opens', '=', 1).where(among)
  }
  if (unusedDays) {
    const since = (dayOf(now) - unusedDays + 1) * oneDay
    const ofScope = sql`application_id = application_scope.application_id
      and scope = application_scope.name and day >= ${since}`
    query = query.where(
      sql<boolean>`not exists (select 1 from call_count where ${ofScope})
        and not exists (select 1 from token_count where ${ofScope} and given > 0)`,
    )
  }
  return query
}

/** A condition on a permission: it has Run. */
export const hasRun = sql<boolean>`(bits / ${sql.lit(applicationRights.Run.bits)}) % 2 = 1`

const runHolders = (db: Kysely<Tables>, ids: readonly string[]) =>
  db
    .selectFrom('application_grant')
    .select(['application_id', 'principal_type as type', 'principal_id as id', 'principal_name as name'])
    .where('application_id', 'in', ['', ...ids])
    .where(hasRun)
    .orderBy('principal_name')
    .execute()

/** Sign-ins that are alive, of which so many are looked at: more people than that are not counted one by one. */
const mostAlive = 50_000

/** Who was given scopes of these applications and still has them, each with the refresh tokens. */
export const givenTo = (db: Kysely<Tables>, { ids, now }: { ids: readonly string[]; now: number }) =>
  db
    .selectFrom('authorization')
    .select((column) => [
      'application_id',
      'client_id',
      'scope',
      'user_id',
      column
        .selectFrom('refresh_token')
        .select(column.fn.countAll<number>().as('count'))
        .whereRef('refresh_token.authorization_id', '=', 'authorization.id')
        .where('refresh_token.consumed_at', 'is', null)
        .where('refresh_token.expires_at', '>', now)
        .as('refreshTokens'),
    ])
    .where('application_id', 'in', ['', ...ids])
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .limit(mostAlive)
    .execute()
