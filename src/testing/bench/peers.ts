import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../freePort.ts'
import { start } from '../program.ts'

export type Peer = { url: string; stop: () => Promise<void> }

/** Another authorization server in a process of its own, with one client; `durable` writes each token down before it answers. */
export async function startPeer(
  client: { clientId: string; secret: string },
  { durable }: { durable: boolean },
): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-peer-'))
  const port = await freePort()
  const program = await start(
    [
      'src/testing/bench/peerServer.ts',
      String(port),
      client.clientId,
      client.secret,
      ...(durable ? [join(folder, 'peer.db')] : []),
    ],
    { ready: /ready/ },
  )
  return {
    url: `http://127.0.0.1:${port}/token`,
    async stop() {
      await program.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
