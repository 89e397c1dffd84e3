import { sql } from 'kysely'
import { z } from 'zod'
import { readRows, type Reading } from '../readRows.ts'

const told = z
  .looseObject({
    mechanism: z.string(),
    reason: z.string(),
    check: z.string(),
    by: z.looseObject({ session: z.string() }),
  })
  .partial()

export type SignedIn = {
  id: string
  at: number
  succeeded: boolean
  reason: string | null
  ip: string | null
  mechanism: string | null
  identityProvider: string | null
  session: string | null
}

/** A page of the sign-ins of a user, the newest first. In the words of the index of sign-ins, which otherwise would not be used. */
export async function signInsOf(
  reading: Reading,
  userId: string,
  { offset, size }: { offset: number; size: number },
): Promise<{ signIns: SignedIn[]; count: number }> {
  const events = reading.database.read
    .selectFrom('event')
    .where('actor_id', '=', userId)
    .where(sql<boolean>`event_type in ('Cloud.Core.Login', 'Cloud.Core.LoginFail')`)
  const rows = await readRows(
    reading,
    events
      .select(['id', 'at', 'event_type', 'ip', 'object_type', 'object_name', 'detail'])
      .orderBy('number', 'desc')
      .limit(size)
      .offset(offset),
  )
  const counted = events.select(({ fn }) => fn.countAll<number>().as('count'))
  return {
    signIns: rows.map((row) => {
      const { mechanism = null, reason, check, by } = told.safeParse(JSON.parse(row.detail)).data ?? {}
      const succeeded = row.event_type === 'Cloud.Core.Login'
      return {
        id: row.id,
        at: row.at,
        succeeded,
        reason: succeeded ? null : (reason ?? check ?? null),
        ip: row.ip,
        mechanism,
        identityProvider: row.object_type === 'identityProvider' ? row.object_name : null,
        session: by?.session ?? null,
      }
    }),
    count: (await readRows(reading, counted))[0]?.count ?? 0,
  }
}
