import { mostInBulk } from '#schema/bulk.ts'
import type { BulkResult } from '#schema/calls/bulkCalls.ts'
import type { RedrockReply } from '#schema/redrock.ts'
import { median } from '../load.ts'
import type { Row } from '../table.ts'
import { nearlyAll, budget } from './lists.ts'
import type { Scaled } from './scaled.ts'

const samples = 20

const tried = [
  ['Users', 'disable', "select ID from User where Username like 'seeded-%' order by Username desc"],
  ['Users', 'delete', "select ID from User where Username like 'seeded-%' order by Username desc"],
  ['Applications', 'delete', 'select ID from Application order by Name desc'],
] as const

/** How long one call of a dry run takes, with as many objects as it may have. */
export async function dryRuns({ inWords, count, admin }: Scaled): Promise<Row[]> {
  const rows: Row[] = []
  for (const [nouns, action, script] of tried) {
    const args = { PageNumber: 1, PageSize: mostInBulk, Limit: mostInBulk }
    const { Results } = await admin.result<RedrockReply>('/Redrock/query', { Script: script, Args: args })
    const items = Results.map(({ Row }) => ({ id: String(Row['ID']) }))
    const times: number[] = []
    for (let sample = 0; sample < samples; sample++) {
      const began = performance.now()
      const results = await admin.result<BulkResult[]>(`/Gatewright/Bulk/${nouns}`, {
        action,
        dryRun: true,
        items,
      })
      times.push(performance.now() - began)
      if (results.some(({ outcome }) => outcome !== 'done'))
        throw new Error(`${action} of ${nouns} is refused`)
    }
    const slow = nearlyAll(times)
    rows.push({
      what: `${inWords}, ${count} of each kind: dry run, ${action} ${items.length} ${nouns.toLowerCase()}, of ${budget} ms`,
      figure: `${slow.toFixed(1)} ms (p95), ${median(times).toFixed(1)} ms (p50)`,
      ratio: slow / budget,
      spread: [Math.min(...times) / budget, Math.max(...times) / budget],
      bar: { atMost: 1 },
    })
  }
  return rows
}
