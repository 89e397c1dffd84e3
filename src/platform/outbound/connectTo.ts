import { once } from 'node:events'
import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls, type SecureContextOptions } from 'node:tls'
import { hostOf } from './hostOf.ts'
import { OutboundFault } from './outboundFault.ts'
import type { Target } from './outboundTarget.ts'

/** All addresses of a name. */
export type Lookup = (name: string) => Promise<string[]>

type Way = { lookup: Lookup; tls: SecureContextOptions; signal: AbortSignal }

/**
 * A connection to where the target may lead. Its name is looked up once: what is judged is what is connected to, so that another answer a moment later
 * changes nothing (SS-04).
 */
export async function connectTo({ url, allows }: Target, { lookup, tls, signal }: Way): Promise<Socket> {
  const host = hostOf(url)
  const addresses = isIP(host) ? [host] : await unless(signal, addressesOf(host, lookup))
  if (addresses.length === 0 || !addresses.every(allows)) throw new OutboundFault('inner')
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const plain = quiet(connect({ host, port, lookup: given(addresses), autoSelectFamily: true }))
  try {
    await once(plain, 'connect', { signal })
    if (!allows(plain.remoteAddress ?? '')) throw new OutboundFault('inner')
    return url.protocol === 'https:' ? await secured(plain, host, { tls, signal }) : plain
  } catch (error) {
    plain.destroy()
    throw error
  }
}

/** A name that cannot be looked up leads nowhere, like one that leads inside (SS-09). */
const addressesOf = async (host: string, lookup: Lookup) => {
  try {
    return (await lookup(host)).slice(0, mostAddresses)
  } catch (error) {
    throw new OutboundFault('inner', error)
  }
}

const mostAddresses = 16

/** What was judged, in the place of another look-up. */
const given =
  (addresses: readonly string[]): LookupFunction =>
  (_, __, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    )

async function secured(
  socket: Socket,
  host: string,
  { tls, signal }: Pick<Way, 'tls' | 'signal'>,
): Promise<Socket> {
  const servername = isIP(host) ? '' : host // RFC 6066 §3: no literal addresses
  const secure = quiet(
    connectTls({ ...tls, socket, host, servername, minVersion: 'TLSv1.2', rejectUnauthorized: true }),
  )
  try {
    await once(secure, 'secureConnect', { signal })
    return secure
  } catch (error) {
    secure.destroy()
    throw isAboutCertificate(error) ? new OutboundFault('untrusted', error) : error
  }
}

const isAboutCertificate = (error: unknown) =>
  error instanceof Error && 'code' in error && !/^(?:ECONNRESET|EPIPE|ABORT_ERR)$/.test(String(error.code))

/** The second error of a connection would otherwise end the process. */
const quiet = <Connection extends Socket>(socket: Connection): Connection => socket.on('error', () => {})

async function unless<Result>(signal: AbortSignal, promise: Promise<Result>): Promise<Result> {
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason as Error)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
