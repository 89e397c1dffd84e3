import type { Expiries } from '#platform/database/sweep.ts'
import { usageDays } from '#schema/usageDays.ts'
import { countedFor, mostCounts } from './directory/attemptLimit.ts'
import { mostTaken } from './directory/loginAttempt.ts'
import { mostOver } from './federation/programSignIn.ts'
import { mostAnswered } from './federation/answeredSignIns.ts'
import { oneDay } from './days.ts'
import { repeatable } from './madeOnce.ts'
import type { Tables } from './store/tables.ts'

/** Of all days together. */
const mostCounted = 1_000_000
const counted = [
  { column: 'day', after: usageDays * oneDay },
  { column: 'day', most: mostCounted },
] as const
const expired = [{ column: 'expires_at', after: 0 }] as const

/** Which rows are deleted, and when. */
export const expiries: Expiries<Tables> = {
  authorization: expired,
  // Go with their authorization
  authorization_code: null,
  refresh_token: null,
  opaque_token: expired,
  revoked_token: expired,
  login_session: expired,
  login_attempt: [...expired, { column: 'consumed_at', most: mostTaken }],
  login_try: expired,
  answered_sign_in: [...expired, { column: 'expires_at', most: mostAnswered }],
  test_sign_in: expired,
  program_sign_in: [...expired, { column: 'consumed_at', most: mostOver }],
  failed_login: [
    { column: 'last_at', after: countedFor },
    { column: 'last_at', most: mostCounts },
  ],
  idempotent_reply: [{ column: 'created_at', after: repeatable }],
  lease: expired,
  call_count: counted,
  token_count: counted,
  // Shown until somebody removes it
  credential: null,
  // One at most is open, and a used one closes setup for ever
  setup_token: null,
}
