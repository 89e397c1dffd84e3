import type { Database } from '#platform/database/database.ts'
import type { Keys } from '#platform/key.ts'
import type { Tables } from './tables.ts'

/** Where the tenant keeps things, and the keys that seal them: what is there before the tenant is. */
export type Store = { database: Database<Tables>; keys: Keys }
