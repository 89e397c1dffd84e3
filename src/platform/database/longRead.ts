import { sql } from 'kysely'

/** The text and the values of a read. */
export type Read = { text: string; values: readonly unknown[] }

/** Of reads that can last: how long each may, how many run and wait, and how much of that is for one reader. */
export const longReads = {
  milliseconds: 5000,
  queue: { running: 2, waiting: 64, each: { running: 1, waiting: 24 } },
} as const

/**
 * For places where SQLite works long without looking at a row of a table: fails when the time of the read is up. Reads that are apart know
 * it, and no others.
 */
export const mayGoOn = sql`may_go_on()`

/** A read that lasted too long and was ended. */
export class TookTooLong extends Error {
  constructor() {
    super('Reading this takes too long, and was ended.')
    this.name = 'TookTooLong'
  }
}
