import type { Expiries } from '#platform/database/sweep.ts'
import { lifetimes } from './lifetimes.ts'
import { mostTaken } from './signIn.ts'
import type { BffTables } from './tables.ts'

const expired = { column: 'expires_at', after: 0 } as const

/** Which rows are deleted, and when. */
export const expiries: Expiries<BffTables> = {
  bff_sign_in: [expired, { column: 'consumed_at', most: mostTaken }],
  bff_session: [expired, { column: 'last_used_at', after: lifetimes.idle }],
}
