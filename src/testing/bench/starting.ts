import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../freePort.ts'
import { start } from '../program.ts'
import { median } from './load.ts'
import type { Row } from './table.ts'

/** Seconds from the command to "ready", packages and console in place: on empty data folders, and again on one with data. */
export async function starting(): Promise<Row> {
  const folders = Array.from({ length: starts }, () => mkdtempSync(join(tmpdir(), 'gatewright-start-')))
  const env = { PORT: String(await freePort()), TENANT_PORT: String(await freePort()) }
  const fresh: number[] = []
  for (const folder of folders) fresh.push(await secondsToReady({ ...env, GATEWRIGHT_DATA: folder }))
  const again: number[] = []
  for (const folder of folders) again.push(await secondsToReady({ ...env, GATEWRIGHT_DATA: folder }))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  return {
    what: `Start to ready: new tenant, and again (medians of ${starts})`,
    figure: `${median(fresh).toFixed(2)} s, ${median(again).toFixed(2)} s`,
  }
}

const starts = 5

async function secondsToReady(env: Record<string, string>): Promise<number> {
  const began = performance.now()
  const { stop } = await start(['src/start.js'], { ready: /is ready/, env })
  const seconds = (performance.now() - began) / 1000
  await stop()
  return seconds
}
