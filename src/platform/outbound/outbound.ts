import { lookup as systemLookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { HttpFault } from '../httpFault.ts'
import { readJson } from '../jsonBody.ts'
import { Busy, Queue } from '../queue.ts'
import { connectTo, type Lookup } from './connectTo.ts'
import { OutboundFault } from './outboundFault.ts'
import { targetOf, type OutboundRules } from './outboundTarget.ts'
import { answerOf, bodyOf, ReplyTooLarge } from './reply.ts'

export type OutboundRequest = {
  method?: string
  headers?: Record<string, string>
  /** A text, a form or bytes. */
  body?: unknown
  signal?: AbortSignal | undefined
  /** Of the body of the reply; 256 kB unless it is said. */
  bytes?: number
  /** Our own public origin, where the request may lead to ourselves (SS-03). */
  ownOrigin?: string
}

/** Asks an address that somebody typed, or that came from one. Throws `OutboundFault`. Its shape is a fetch, which libraries take as theirs (SS-12). */
export type Outbound = {
  (address: string, request?: OutboundRequest): Promise<Response>
  /** The origin of an address for which the operator makes an exception; null for all others (SS-11). */
  exceptionFor: (address: string) => string | null
}

type Options = {
  rules: OutboundRules
  /** All addresses of a name. */
  lookup?: Lookup
  /** Whom to trust beside the system's authorities. */
  tls?: SecureContextOptions
  /** Milliseconds until there is a connection, and for everything. */
  limits?: { connect: number; time: number }
}

/**
 * The one way to addresses that are not from the configuration (SS-01): judged as they are written, after the name was looked up, and where the
 * connection arrived. Nothing is followed, kept or shared: a connection for each request, no redirects, no cookies, no proxies, no compression,
 * one deadline from the first to the last byte.
 */
export function createOutbound({
  rules,
  lookup = systemAddresses,
  tls = {},
  limits = { connect: 2000, time: 5000 },
}: Options): Outbound {
  const queue = new Queue({ running: 20, waiting: 60, each: { running: 4, waiting: 16 } })

  const ask = async (address: string, request: OutboundRequest = {}) => {
    const deadline = AbortSignal.any([
      AbortSignal.timeout(limits.time),
      ...(request.signal ? [request.signal] : []),
    ])
    try {
      const { ownOrigin } = request
      const target = targetOf(
        address,
        ownOrigin === undefined ? rules : { ...rules, allow: new Set([...rules.allow, ownOrigin]) },
      )
      return await queue.add(
        async () => {
          deadline.throwIfAborted()
          const soon = AbortSignal.any([deadline, AbortSignal.timeout(limits.connect)])
          const socket = await connectTo(target, { lookup, tls, signal: soon })
          try {
            return await exchange(socket, target.url, { ...request, signal: deadline })
          } finally {
            socket.destroy()
          }
        },
        { sharer: target.url.host },
      )
    } catch (error) {
      throw faultOf(error, deadline)
    }
  }
  const exceptionFor = (address: string) => {
    const origin = URL.canParse(address) ? new URL(address).origin : ''
    return rules.allow.has(origin) ? origin : null
  }
  return Object.assign(ask, { exceptionFor })
}

const systemAddresses: Lookup = async (name) =>
  (await systemLookup(name, { all: true })).map(({ address }) => address)

async function exchange(
  socket: Socket,
  url: URL,
  { method = 'GET', headers = {}, body, signal, bytes = 256 * 1024 }: OutboundRequest,
): Promise<Response> {
  const sent = bytesOf(body)
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = httpRequest({
      createConnection: () => socket,
      path: url.pathname + url.search,
      method,
      headers: { ...headers, host: url.host, 'accept-encoding': 'identity' },
      maxHeaderSize: 16 * 1024,
      signal: signal ?? undefined,
    })
    outgoing.on('response', resolve).on('error', reject)
    outgoing.on('upgrade', () => reject(new OutboundFault('garbled')))
    outgoing.end(sent)
  })
  const { statusCode = 0 } = reply
  if (statusCode >= 300 && statusCode < 400) throw new OutboundFault('redirect')
  if ((reply.headers['content-encoding'] ?? 'identity') !== 'identity') throw new OutboundFault('garbled')
  const received = await bodyOf(reply, bytes)
  refuseGarbled(reply, received)
  const answer = answerOf(reply, received)
  answer.headers.delete('set-cookie')
  return answer
}

/** What is well has JSON, or a signed object. JSON is shallow, and means the same to every reader (SS-08). */
function refuseGarbled({ statusCode = 0, headers }: IncomingMessage, body: Uint8Array): void {
  if (body.length === 0) return
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (isJson(type)) readJson(new TextDecoder().decode(body), { sameName: (name) => name })
  else if (statusCode < 300 && !isJwt(type)) throw new OutboundFault('garbled')
}

const isJson = (type: string) => type === 'application/json' || /^application\/.+\+json$/.test(type)
const isJwt = (type: string) => type === 'application/jwt' || /^application\/.+\+jwt$/.test(type)

function bytesOf(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new TypeError('A body is a text, a form or bytes')
}

function faultOf(error: unknown, deadline: AbortSignal): unknown {
  if (error instanceof OutboundFault || error instanceof TypeError) return error
  if (error instanceof Busy) return new OutboundFault('busy', error)
  if (error instanceof ReplyTooLarge) return new OutboundFault('large', error)
  if (error instanceof HttpFault) return new OutboundFault('garbled', error)
  if (deadline.aborted) return new OutboundFault('slow', error)
  const { name = '', code = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  if (name === 'TimeoutError' || name === 'AbortError') return new OutboundFault('slow', error)
  if (code === 'HPE_HEADER_OVERFLOW') return new OutboundFault('large', error)
  return new OutboundFault(code.startsWith('HPE_') ? 'garbled' : 'unreachable', error)
}
