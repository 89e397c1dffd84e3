import type { Database } from '#platform/database/database.ts'
import type { Log } from '#platform/log.ts'
import type { Keys } from '#platform/key.ts'
import type { Outbound } from '#platform/outbound/outbound.ts'
import type { EventQueue } from './audit/eventQueue.ts'
import type { StrangerEvents } from './audit/strangerEvents.ts'
import type { KeyRing } from './oauth/keys/keyRing.ts'
import type { Tables } from './store/tables.ts'
import type { Usage } from './usage/usage.ts'

/** What everything in the tenant works with. */
export type Tenant = {
  /** Three letters and four digits (D11). */
  id: string
  /** Public address without a trailing slash; every address in metadata and tokens begins with it (F13). */
  url: string
  /** Public address of the console, without a trailing slash. */
  consoleUrl: string
  database: Database<Tables>
  /** Milliseconds since 1970: tokens from before are dead (endWhatWasRevived.ts). */
  epoch: number
  keys: Keys
  /** Milliseconds since 1970. */
  clock: () => number
  log: Log
  events: EventQueue
  strangerEvents: StrangerEvents
  usage: Usage
  keyRing: KeyRing
  /** To addresses that somebody typed (SS-01). */
  outbound: Outbound
}
