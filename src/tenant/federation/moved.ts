import type { Kysely } from 'kysely'
import { Problem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import { routingVersion } from './replaceRules.ts'

/** What a change of the rules that count was judged by (newRisk). */
export type JudgedBy = { mark: string }

/** Other rules, or other active identity providers, than a change was judged by. */
export class Moved extends Problem {
  constructor() {
    super(
      'stale',
      'Other routing rules count by now than when this was judged. Look at them, and save again.',
    )
  }
}

/** Behind the lock of memberships, under which rules and identity providers change. */
export async function refuseMoved(tx: Kysely<Tables>, { mark }: JudgedBy): Promise<void> {
  if (mark !== (await markOf(tx))) throw new Moved()
}

export async function markOf(db: Kysely<Tables>): Promise<string> {
  const active = await db
    .selectFrom('identity_provider')
    .select('id')
    .where('active', '=', 1)
    .orderBy('id')
    .execute()
  return JSON.stringify([await routingVersion(db), ...active.map(({ id }) => id)])
}
