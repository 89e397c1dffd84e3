import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../freePort.ts'
import { start } from '../program.ts'

/** The bare server with a database of its own. */
export async function startFloor(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-floor-'))
  const port = await freePort()
  const args = ['src/testing/bench/bareServer.ts', String(port), join(folder, 'floor.db')]
  const program = await start(args, { ready: /ready/ })
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await program.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
