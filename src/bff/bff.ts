import type { Database } from '#platform/database/database.ts'
import type { Keys } from '#platform/key.ts'
import type { OriginFetch } from '#platform/outbound/originFetch.ts'
import type { TrustedProxies } from '#platform/trustedProxies.ts'
import type { Cookies } from './cookies.ts'
import type { OpenedTokens } from './openedTokens.ts'
import type { RelyingParty } from './relyingParty.ts'
import type { BffTables } from './tables.ts'

/** What everything in the bff works with. */
export type Bff = {
  database: Database<BffTables>
  keys: Keys
  /** Milliseconds since 1970. */
  clock: () => number
  /** Public addresses: origins, without a trailing slash. */
  consoleUrl: string
  tenantUrl: string
  tenantKind: 'embedded' | 'remote'
  trustedProxies: TrustedProxies
  cookies: Cookies
  tokens: OpenedTokens
  ask: OriginFetch
  relyingParty: RelyingParty
}
