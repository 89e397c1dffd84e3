import { sql } from 'kysely'

/** The text and the values of a read. */
export type Read = { text: string; values: readonly unknown[] }

/** Bounds of long reads: how long each may take, how many run and wait, and how much of that one reader may have. */
export const longReads = {
  milliseconds: 5000,
  queue: { running: 2, waiting: 64, each: { running: 1, waiting: 24 } },
} as const

/** Fails when the time of the read is up. Stands where SQLite works long without looking at a row of a table. Only long reads know it. */
export const mayGoOn = sql`may_go_on()`

/** A read that lasted too long and was ended. */
export class TookTooLong extends Error {
  constructor() {
    super('Reading this takes too long, and was ended.')
    this.name = 'TookTooLong'
  }
}
