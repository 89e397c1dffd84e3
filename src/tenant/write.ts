import type { Transaction } from 'kysely'
import type { Author } from './audit/event.ts'
import type { Tables } from './store/tables.ts'
import type { Tenant } from './tenant.ts'

/** What every write works with: its transaction, and who does it. */
export type Write = { tx: Transaction<Tables>; tenant: Tenant; by: Author }
