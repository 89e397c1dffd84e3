import { openSqlite } from '#platform/database/database.ts'
import type { Tables } from '#tenant/store/tables.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { manyClients, scopePages } from '../scopes.ts'
import { bootTenant } from '../tenant.ts'
import { median } from './load.ts'
import { nearlyAll } from './scale/lists.ts'
import type { Row } from './table.ts'

const clients = 10_000
const samples = 40
/** Milliseconds that a page may take. */
const budget = 100

/** How long the pages of the scope catalogue take with many clients. */
export async function scopes(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-'))
  const { tenant, admin, close } = await bootTenant({
    database: openSqlite<Tables>(join(folder, 'tenant.db')),
  })
  try {
    await manyClients(tenant, clients)
    const rows: Row[] = []
    for (const [call, asked] of scopePages) {
      const times: number[] = []
      for (let sample = 0; sample < samples; sample++) {
        const began = performance.now()
        await admin.result(`/Gatewright/Scopes/${call}`, asked)
        times.push(performance.now() - began)
      }
      const slow = nearlyAll(times)
      rows.push({
        what: `Scopes of ${clients} clients, ${call} ${JSON.stringify(asked)}, of ${budget} ms`,
        figure: `${slow.toFixed(1)} ms (p95), ${median(times).toFixed(1)} ms (p50)`,
        ratio: slow / budget,
        spread: [Math.min(...times) / budget, Math.max(...times) / budget],
        bar: { atMost: 1 },
      })
    }
    return rows
  } finally {
    await close()
    rmSync(folder, { recursive: true })
  }
}
