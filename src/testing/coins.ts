import type { Generated } from 'kysely'
import { type Database, writerOf } from '#platform/database/database.ts'

/** Two tables to try a database with: a key, a unique value, numbers of 64 bits, and a foreign key. */
export type Coins = {
  coin: { id: string; spent_at: number | null; worth: number }
  line: { number: Generated<number>; coin_id: string }
}

export async function makeCoins(database: Database<Coins>): Promise<void> {
  const { schema } = writerOf(database)
  await schema
    .createTable('coin')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('spent_at', 'bigint')
    .addColumn('worth', 'bigint', (column) => column.notNull().unique())
    .execute()
  await schema
    .createTable('line')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('coin_id', 'text', (column) => column.notNull().references('coin.id'))
    .execute()
}
