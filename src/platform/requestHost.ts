import type { IncomingMessage } from 'node:http'
import { HttpFault } from './httpFault.ts'

/**
 * One Host, and one of ours (F13, NT-48): no address is ever built from it, and a name that an attacker points at this machine
 * reaches nothing. Without `allowed`, any single one passes.
 */
export function checkHost(request: IncomingMessage, allowed: Iterable<string> | undefined): void {
  // `headers` keeps the first of two silently.
  const hosts = request.rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === 'host')
  if (hosts.length !== 1)
    throw new HttpFault(400, 'invalid_host', 'A request must carry exactly one Host header.')
  if (!allowed) return
  const host = request.headers.host?.toLowerCase()
  for (const one of allowed) if (host === one.toLowerCase()) return
  throw new HttpFault(421, 'foreign_host', 'This server does not answer for the host that was asked for.')
}

/** The Host values that mean this address: with the scheme's port written out or left out. */
export function hostsOf(address: string): string[] {
  const { host, hostname, port, protocol } = new URL(address)
  return port ? [host] : [host, `${hostname}:${protocol === 'https:' ? 443 : 80}`]
}
