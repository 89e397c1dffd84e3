import { setImmediate as breath } from 'node:timers/promises'
import { sql } from 'kysely'
import { openedCalls, type OpenedCall } from '#schema/openedCalls.ts'
import { Recent } from '#schema/recent.ts'
import type { RiskClass } from '#schema/riskClass.ts'
import { scopeRisk } from '#schema/scopeRisk.ts'
import { readRows, type Reading } from '../readRows.ts'

/** What the patterns of a scope open. */
export type PatternSet = { patterns: readonly string[]; risk: RiskClass; calls: ReadonlySet<OpenedCall> }

/** Different lists of patterns that are remembered: scopes of many applications are alike. */
const judged = new Recent<PatternSet>(20_000)

/** @param patterns as stored. */
export function patternSet(patterns: string): PatternSet {
  const known = judged.get(patterns)
  if (known) return known
  const list = JSON.parse(patterns) as string[]
  const found = { patterns: list, risk: scopeRisk(list), calls: openedCalls(list) }
  judged.set(patterns, found)
  return found
}

/** What stands for another program's API opens nothing here. */
export const patternSetOf = ({ patterns, opens }: { patterns: string; opens: number }) =>
  patternSet(opens === 1 ? patterns : '[]')

const turn = 25

/** The lists of patterns, as stored, that are as wanted, among all that open calls here. */
export async function patternsWhere(
  reading: Reading,
  isWanted: (set: PatternSet) => boolean,
): Promise<string[]> {
  const rows = await readRows(
    reading,
    reading.database.read
      .selectFrom('application_scope')
      .select('patterns')
      .distinct()
      .where('opens', '=', 1),
  )
  const found: string[] = []
  for (const [index, { patterns }] of rows.entries()) {
    // Compiling takes its time, and others are waiting
    if (index % turn === turn - 1 && judged.get(patterns) === undefined) await breath()
    if (isWanted(patternSet(patterns))) found.push(patterns)
  }
  return found
}

/** A condition for values that are in a list of any length. */
export const isAmong = (
  { database: { kind } }: Pick<Reading, 'database'>,
  value: string,
  list: readonly string[],
) => {
  return kind === 'sqlite'
    ? sql<boolean>`${sql.ref(value)} in (select value from json_each(${JSON.stringify(list)}))`
    : // As a constant, which PostgreSQL looks values up in by hash
      sql<boolean>`${sql.ref(value)} = any(cast(${sql.val(list)} as text[]))`
}
