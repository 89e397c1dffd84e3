import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../freePort.ts'
import { start } from '../program.ts'
import type { Row } from './table.ts'

/** Seconds from the command to "ready": on an empty data folder and again, packages and console in place. */
export async function starting(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-start-'))
  const env = {
    PORT: String(await freePort()),
    TENANT_PORT: String(await freePort()),
    GATEWRIGHT_DATA: folder,
  }
  const times: number[] = []
  for (let turn = 0; turn < 2; turn++) {
    const began = performance.now()
    const { stop } = await start(['src/start.js'], { ready: /is ready/, env })
    times.push((performance.now() - began) / 1000)
    await stop()
  }
  rmSync(folder, { recursive: true, force: true })
  return {
    what: 'Start to ready: new tenant, and again',
    figure: times.map((time) => `${time.toFixed(1)} s`).join(', '),
  }
}
