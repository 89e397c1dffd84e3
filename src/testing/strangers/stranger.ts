import { request, type IncomingHttpHeaders } from 'node:http'

// How programs of others send and read. Nothing is tidied: paths, header names and bodies go out as they are given.

export type Heard = { status: number; headers: IncomingHttpHeaders; text: string }
export type Said = { method?: string; headers?: Record<string, string>; body?: string }

/** One exchange over a connection of its own. */
export const speak = (base: string, path: string, { method = 'POST', headers = {}, body }: Said = {}) =>
  new Promise<Heard>((resolve, reject) => {
    const { hostname, port } = new URL(base)
    const length =
      body === undefined ? (method === 'POST' ? '0' : undefined) : String(Buffer.byteLength(body))
    const sent = request({
      hostname,
      port,
      method,
      path,
      headers: { ...headers, ...(length === undefined ? {} : { 'Content-Length': length }) },
    })
    sent
      .on('response', (reply) => {
        let text = ''
        reply.on('data', (chunk: Buffer) => (text += chunk.toString()))
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text }))
      })
      .on('error', reject)
    // Clients that ask first send the body when they are told to go on
    if (headers['Expect'] === undefined) sent.end(body)
    else {
      sent.on('continue', () => sent.end(body))
      sent.flushHeaders()
    }
  })

type Type = 'map' | 'string' | 'bool' | 'list' | 'null'

/**
 * The Result as a typed client reads it (Go, .NET): the status is 200, the length is told, and every member has its type or is null. Another type
 * loses the whole reply, the message included; that is thrown here too.
 */
export async function decoded<Result>(heard: Heard | Promise<Heard>, type: Type): Promise<Result> {
  const { status, headers, text } = await heard
  if (status !== 200) throw new Error(`POST failed with code ${status}, body: ${text}`)
  if (!(Number(headers['content-length']) > 0)) throw new Error('The reply has no length')
  const reply = JSON.parse(text) as Record<string, unknown>
  for (const name of ['success', 'IsSoftError'])
    if (typeof reply[name] !== 'boolean') throw new Error(`cannot unmarshal ${name}`)
  for (const name of ['Message', 'MessageID', 'Exception', 'ErrorID', 'ErrorCode', 'InnerExceptions'])
    if (reply[name] !== null && typeof reply[name] !== 'string') throw new Error(`cannot unmarshal ${name}`)
  const { Result } = reply
  if (Result !== null && typeOf(Result) !== type)
    throw new Error(`cannot unmarshal ${typeOf(Result)} into Result of type ${type}`)
  if (reply['success'] !== true)
    throw new Refused(`${String(reply['Message'])} ${String(reply['Exception'])}`)
  return Result as Result
}

/** A failure that the tenant told in words. */
export class Refused extends Error {}

const typeOf = (value: unknown): Type => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  return typeof value === 'object' ? 'map' : typeof value === 'boolean' ? 'bool' : 'string'
}

/** As PowerShell reads JSON: two members of one object that differ only in case end it. */
export function withoutTwins(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const names = Object.keys(value).map((name) => name.toLowerCase())
  if (new Set(names).size !== names.length) throw new Error(`duplicated keys: ${names.join(', ')}`)
  for (const each of Object.values(value)) withoutTwins(each)
}

export const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
export const formType = { 'Content-Type': 'application/x-www-form-urlencoded' }
export const rawBasic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
