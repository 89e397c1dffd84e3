import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { checkOf, meaningOf } from '#schema/troubles/checks.ts'
import { troubles } from '#schema/troubles/catalogue.ts'
import { eventColumns } from '../audit/listEvents.ts'
import { readRows, type Reading } from '../readRows.ts'
import type { Row } from '../store/tables.ts'

/** In the words and the order of the index of refusals, which otherwise would not be used (migration 0057). */
export const refusedTypes = [
  'Cloud.Core.LoginFail',
  'Cloud.OAuth2.Token.Refused',
  'Cloud.OAuth2.Authorize.Refused',
  'Cloud.OAuth2.EndSession.Refused',
  'Cloud.OAuth2.Introspect.Refused',
  'Cloud.OAuth2.Revoke.Refused',
  'Cloud.OAuth2.UserInfo.Refused',
  'Cloud.Core.Api.Refused',
] as const

const ofRefusals = sql<boolean>`event_type in (${sql.join(refusedTypes.map((type) => sql.lit(type)))})`

const columns = [...eventColumns, 'detail'] as const

export type FailureEvent = Pick<Row<'event'>, (typeof columns)[number]>

type Of = { application?: string | null | undefined; from?: number | null | undefined; most: number }

/** The newest refusals, in the order of the log backwards. */
export function newestFailures(reading: Reading, { application, from, most }: Of): Promise<FailureEvent[]> {
  const conditions: RawBuilder<boolean>[] = [ofRefusals]
  if (typeof application === 'string') conditions.push(sql<boolean>`application_id = ${application}`)
  if (typeof from === 'number') conditions.push(sql<boolean>`at + 0 >= ${from}`)
  return readRows(
    reading,
    reading.database.read
      .selectFrom('event')
      .select(columns)
      .where(sql<boolean>`${sql.join(conditions, sql` and `)}`)
      .orderBy('number', 'desc')
      .limit(most),
  )
}

/** The newest refusal of a request, or the event of this ID where it tells of one. */
export const failureNamed = ({ database }: Reading, id: string): Promise<FailureEvent | undefined> =>
  database.read
    .selectFrom('event')
    .select(columns)
    .where((where) => where.or([where('id', '=', id), where('correlation_id', '=', id)]))
    .where('event_type', 'in', [...refusedTypes])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

const words = z.string().catch('')
const told = z
  .looseObject({
    check: z.string().optional().catch(undefined),
    expected: words,
    seen: words,
    cure: words,
    reason: words,
    error: words,
    count: z.number().catch(1),
    requests: z.array(z.string()).catch([]),
  })
  .catch({ expected: '', seen: '', cure: '', reason: '', error: '', count: 1, requests: [] })

/** What an event of a refusal says, and what it means. */
export function readFailure(event: FailureEvent) {
  const detail = told.parse(JSON.parse(event.detail))
  const failed = { type: event.event_type, objectType: event.object_type, detail }
  const meaning = meaningOf(failed)
  return {
    ...detail,
    check: checkOf(failed),
    // Of a sign-in by password the reason is what came, and refused calls without a check have nothing but that
    seen: detail.seen || detail.reason,
    meaning,
    trouble: meaning && troubles[meaning.trouble],
  }
}
export type Failure = ReturnType<typeof readFailure>
