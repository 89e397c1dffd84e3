import { request as plainRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { hostOf } from './hostOf.ts'
import { answerOf, bodyOf } from './reply.ts'

export type OriginRequest = {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** Asks the one origin it was made for. Throws `NoAnswer` when no whole reply came within the limits. */
export type OriginFetch = (url: string | URL, request?: OriginRequest) => Promise<Response>

type Options = {
  /** What addresses must begin with; the Host header and the name on the certificate follow from it. */
  origin: string
  /** Where to connect instead of looking the origin up. */
  address?: string
  tls?: SecureContextOptions
  /** Milliseconds for the whole exchange, and bytes of the reply's body. */
  limits: { time: number; bytes: number }
}

export class NoAnswer extends Error {
  readonly reason: 'unreachable' | 'slow'

  constructor(reason: 'unreachable' | 'slow', cause: unknown) {
    super(reason === 'slow' ? 'No answer in time' : 'No usable answer', { cause })
    this.name = 'NoAnswer'
    this.reason = reason
  }
}

/**
 * For servers named in the configuration, so without a guard on addresses: one origin, redirects handed back instead of followed,
 * one deadline from the first to the last byte, a cap on the body, a connection of its own for each request.
 */
export function originFetch({ origin, address = origin, tls = {}, limits }: Options): OriginFetch {
  const named = new URL(origin)
  const target = new URL(address)
  const servername = isIP(hostOf(named)) ? '' : hostOf(named) // RFC 6066 §3: no literal addresses
  const connect = target.protocol === 'https:' ? tlsRequest : plainRequest

  return async (url, { method = 'GET', headers = {}, body } = {}) => {
    const { origin: asked, pathname, search } = new URL(url)
    if (asked !== named.origin) throw new Error(`Asked for ${asked}, made for ${named.origin}`)
    const deadline = AbortSignal.timeout(limits.time)
    try {
      const reply = await new Promise<IncomingMessage>((resolve, reject) => {
        const outgoing = connect({
          hostname: hostOf(target),
          port: target.port,
          servername,
          ...tls,
          path: pathname + search,
          method,
          headers: { ...headers, host: named.host, 'accept-encoding': 'identity' },
          agent: false,
          signal: deadline,
        })
        outgoing.on('response', resolve).on('error', reject).end(body)
      })
      return answerOf(reply, await bodyOf(reply, limits.bytes))
    } catch (error) {
      throw new NoAnswer(deadline.aborted ? 'slow' : 'unreachable', error)
    }
  }
}
