import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** A port that is free now. Servers need to know theirs before they listen, because their public address holds it. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
