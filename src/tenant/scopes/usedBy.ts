import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** When counting began, as far as counts are kept; null where nothing was counted yet. */
export async function countedSince(db: Kysely<Tables>): Promise<number | null> {
  const days = await Promise.all(
    (['call_count', 'token_count'] as const).map((table) =>
      db
        .selectFrom(table)
        .select(({ fn }) => fn.min<number | null>('day').as('day'))
        .executeTakeFirst(),
    ),
  )
  const known = days.map((row) => row?.day).filter((day) => typeof day === 'number')
  return known.length > 0 ? Math.min(...known) : null
}

/** What each scope of some applications was used for: calls that it opened and tokens that were given with it, client by client. */
export async function usesOf(db: Kysely<Tables>, applicationIds: readonly string[]) {
  const ids = ['', ...applicationIds]
  const [calls, tokens] = await Promise.all([
    db
      .selectFrom('call_count')
      .select(({ fn }) => [
        'application_id',
        'scope',
        'client_id',
        fn.sum<number>('calls').as('calls'),
        fn.max<number>('day').as('day'),
      ])
      .where('application_id', 'in', ids)
      .where('application_id', '<>', '')
      .groupBy(['application_id', 'scope', 'client_id'])
      .limit(mostClients)
      .execute(),
    db
      .selectFrom('token_count')
      .select(({ fn, eb }) => [
        'application_id',
        'scope',
        'client_id',
        fn.sum<number>('asked').as('asked'),
        fn.sum<number>('given').as('given'),
        fn.max<number | null>(eb.case().when('asked', '>', 0).then(eb.ref('day')).end()).as('asked_day'),
        fn.max<number | null>(eb.case().when('given', '>', 0).then(eb.ref('day')).end()).as('given_day'),
      ])
      .where('application_id', 'in', ids)
      .where('application_id', '<>', '')
      .groupBy(['application_id', 'scope', 'client_id'])
      // What was only asked for can be anything, and must not take the place of the rest
      .orderBy('given', 'desc')
      .limit(mostClients)
      .execute(),
  ])
  return {
    calls: calls.map((row) => ({ ...row, calls: row.calls })),
    tokens: tokens.map((row) => ({ ...row, asked: row.asked, given: row.given })),
  }
}

/** Rows of each that are looked at. */
const mostClients = 20_000

/** The later of some days; null for none. */
export function latest(days: readonly (number | null | undefined)[]): number | null {
  const known = days.filter((day) => typeof day === 'number')
  return known.length > 0 ? Math.max(...known) : null
}
