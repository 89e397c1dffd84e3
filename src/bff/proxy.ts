import type { Readable } from 'node:stream'
import replyFrom from '@fastify/reply-from'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { HttpFault } from '#platform/httpFault.ts'
import { aliases, api, type EndpointName } from '#schema/api.ts'
import type { Endpoint } from '#schema/endpoint.ts'
import { confirmedHeader } from '#schema/confirmed.ts'
import { reasonHeader } from '#schema/reason.ts'
import { trust } from './askTenant.ts'
import type { Bff } from './bff.ts'
import { notSignedIn, refusal } from './faults.ts'
import { forBrowser } from './forBrowser.ts'
import { limited } from './limited.ts'
import { slow, strange, unknownThere, unreachable } from './tenantFaults.ts'
import { endSession, type Session, sessionOf } from './session.ts'

type Way = {
  address: string
  certificate: string | undefined
  /** Milliseconds from the request to the last byte of the reply; of one that streams, between any two bytes. */
  time: number
}

/**
 * Passes `/api/*` on to the tenant with the token of the session instead of its cookie (BF-07). Only calls of the endpoint table pass, and
 * of the headers only those in two lists. Nobody looks into the bodies.
 */
export async function forwardApi(app: FastifyInstance, bff: Bff, way: Way): Promise<void> {
  const { host } = new URL(bff.tenantUrl)
  await app.register(replyFrom, {
    base: new URL(way.address).origin,
    // Left alone, the module does not look at certificates.
    undici: { connect: { rejectUnauthorized: true, timeout: 5000, ...trust(way.certificate) } },
    disableRequestLogging: true,
    destroyAgent: true,
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (request, body, done) => {
    const announced = request.headers['content-length']
    if (announced === undefined) done(null, limited(body, mostBytes, tooLarge))
    else if (Number(announced) > mostBytes) done(tooLarge())
    else done(null, body)
  })

  app.all('/api/*', async (request, reply) => {
    const session = await sessionOf(bff, request)
    if (!session) throw notSignedIn()
    const path = request.canonicalPath.slice('api'.length)
    const called = calls.get(`${request.method} ${path.toLowerCase()}`)
    if (!called) throw unknownCall()

    const deadline = performance.now() + way.time
    return reply.from(path, {
      timeout: way.time,
      retryDelay: () => null, // left alone, the module repeats a GET ten times on 503
      rewriteRequestHeaders: (_, headers) => ({
        ...picked(headers, request.method === 'GET' ? passedWithoutBody : passedWithBody),
        host,
        authorization: `Bearer ${session.token}`,
        'x-idap-native-client': 'true',
        'x-request-id': request.id,
        ...forBrowser(bff, request),
      }),
      rewriteHeaders: () => ({}),
      onResponse: (_request, _reply, received) => {
        // The border: the module's types call this Node's ServerResponse, which it is not.
        const answer = received as unknown as Answer
        if (isStreamed(answer, called)) answer.stream.once('error', () => {})
        else endBy(deadline, answer.stream, host)
        handOn(answer, { bff, session, reply, host, called }).catch((error: unknown) => {
          reply.send(error)
        })
      },
      onError: (to, { error }) => {
        to.send(faultOf(error, host))
      },
    })
  })
}

/** `streams`: the types of files that the call may answer with. */
type Called = { streams: readonly string[] }

type Answer = { statusCode: number; headers: Headers; stream: Readable }
type Headers = Record<string, string | string[] | undefined>
type Asked = { bff: Bff; session: Session; reply: FastifyReply; host: string; called: Called }

async function handOn(
  { statusCode, headers, stream }: Answer,
  { bff, session, reply, host, called }: Asked,
): Promise<void> {
  if (isStreamed({ statusCode, headers }, called)) {
    reply.headers({ ...picked(headers, passedBack), 'content-disposition': 'attachment' }).send(stream)
    return
  }
  const fault = strangeness(statusCode, headers)
  if (fault) {
    stream.on('error', () => {}).destroy()
    if (statusCode === 404 && fault === noJson) throw unknownThere(host)
    reply.log.warn({ statusCode, fault }, 'the tenant gave a strange answer')
    throw strange(host)
  }
  // The token is dead, so is what stands on it.
  if (statusCode === 401 && !asksForProof(headers)) await endSession(bff, session.key)
  const body =
    Number(headers['content-length']) <= fewBytes
      ? await whole(stream, host)
      : limited(stream, mostBytes, () => strange(host))
  reply.code(statusCode).headers(picked(headers, passedBack)).send(body)
}

/** A file of any length, of a type that the call may answer with. Everything else about it is judged like any other answer. */
const isStreamed = ({ statusCode, headers }: Pick<Answer, 'statusCode' | 'headers'>, { streams }: Called) =>
  statusCode === 200 &&
  headers.location === undefined &&
  streams.includes(String(headers['content-type']).split(';', 1)[0]?.trim().toLowerCase() ?? '')

/** The token lives, and the person behind it is asked for a newer proof (RFC 9470 §3). */
const asksForProof = (headers: Headers) =>
  /\berror="insufficient_user_authentication"/.test(String(headers['www-authenticate']))

/** All of it, or a fault that can still be told. Node's own `buffer` goes by way of a Blob, some turns of the event loop longer. */
function whole(stream: Readable, host: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    stream
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', (error) => reject(error instanceof HttpFault ? error : unreachable(host)))
      .on('close', () => {
        if (!stream.readableEnded) reject(unreachable(host))
      })
  })
}

function endBy(deadline: number, stream: Readable, host: string): void {
  const late = setTimeout(() => stream.destroy(slow(host)), deadline - performance.now())
  stream.once('close', () => clearTimeout(late))
}

const noJson = 'no JSON'

/** NT-69: what no answer of the tenant API looks like. Of a 404 that is no JSON only the status is passed on: web servers answer so for a path that they do not know. */
function strangeness(statusCode: number, headers: Headers): string | undefined {
  if (statusCode >= 300 && statusCode < 400) return 'a redirect'
  if (headers.location !== undefined) return 'a Location header'
  if (!/^application\/json *(;|$)/i.test(String(headers['content-type']))) return noJson
  if (Number(headers['content-length']) > mostBytes) return 'too large'
  return undefined
}

function faultOf(error: Error, host: string): HttpFault {
  if (error.cause instanceof HttpFault) return error.cause
  return 'statusCode' in error && error.statusCode === 504 ? slow(host) : unreachable(host)
}

const unknownCall = () =>
  refusal(404, 'not_found', 'The console may not make this call, or the tenant API has none such.')
const tooLarge = () => refusal(413, 'invalid_request', 'The request is larger than 10 MB. Send less at once.')

const mostBytes = 10_000_000
/** Up to here a reply is taken whole before it is handed on, which is also quicker. */
const fewBytes = 1_000_000
const passedWithoutBody = ['accept', 'if-match']
const passedWithBody = [
  ...passedWithoutBody,
  'content-type',
  'content-length',
  'idempotency-key',
  reasonHeader,
  confirmedHeader,
]
const passedBack = ['content-type', 'content-length', 'etag', 'retry-after', 'x-request-id']

function picked(headers: Headers, names: string[]): Headers {
  const present = names.filter((name) => headers[name] !== undefined)
  return Object.fromEntries(present.map((name) => [name, headers[name]]))
}

/** Calls that need no sign-in are left out: they answer with tokens, which a browser never gets (BF-01). */
const calls: ReadonlyMap<string, Called> = new Map(
  Object.entries<Endpoint>(api)
    .filter(([, { access }]) => access.kind !== 'public')
    .flatMap(([name, { method, path, streams = [] }]) =>
      [path, ...(aliases[name as EndpointName] ?? [])].map((each): [string, Called] => [
        `${method} ${each.toLowerCase()}`,
        { streams },
      ]),
    ),
)
