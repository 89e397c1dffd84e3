import type { Statement } from '#platform/database/commitThread.ts'
import type { Store } from '../store/store.ts'
import { chained, headOf, type Recording } from './recordEvents.ts'

/**
 * What appends events to the chain, as statements whose texts are built once. They fail as a whole should the chain have gone on
 * since its head was read.
 */
export function eventStatements({
  database: { read },
  keys,
}: Store): (recordings: readonly Recording[]) => Promise<Statement[]> {
  const moveHead = read
    .updateTable('event_head')
    .set({ number: 0, hash: '', seal: '' })
    .where('id', '=', 1)
    .where('number', '=', 0)
    .compile().sql
  let insert: string | undefined
  return async (recordings) => {
    const from = await headOf(read)
    const { rows, head } = chained(keys, from, recordings)
    const [first] = rows
    if (!first) return []
    insert ??= read.insertInto('event').values(first).compile().sql
    return [
      { text: insert, rows: rows.map((row) => Object.values(row)) },
      { text: moveHead, rows: [[head.number, head.hash, head.seal, 1, from.number]] },
    ]
  }
}
