import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** What one request may keep everybody else from, in milliseconds (X-01). */
export const longestStall = 20

/** Texts that some reader takes the square of their length over, or makes many times as long. */
export const worstTexts: Record<string, (length: number) => string> = {
  'combining marks': (length) => `a${'\u0301\u0316'.repeat(length)}`.slice(0, length),
  'letters that grow eighteenfold': (length) => '\ufdfa'.repeat(length),
  'Hangul in parts': (length) => '\u1100\u1161\u11a8'.repeat(length).slice(0, length),
  'letters and an end': (length) => `${'a'.repeat(length - 1)}!`,
  'question marks': (length) => '?'.repeat(length),
  parameters: (length) => '?a=b&'.repeat(length).slice(0, length),
  'many words': (length) =>
    Array.from({ length }, (_, at) => at.toString(36))
      .join(' ')
      .slice(0, length),
  blanks: (length) => `a${' '.repeat(length - 2)}b`,
  'beginnings of tokens': (length) => 'eyJ-'.repeat(length).slice(0, length),
  dots: (length) => `a${'.a'.repeat(length)}`.slice(0, length),
  addresses: (length) => 'https://a:b@c/'.repeat(length).slice(0, length),
  'percent signs': (length) => '%25'.repeat(length).slice(0, length),
  slashes: (length) => 'a/'.repeat(length).slice(0, length),
}

/** Bodies that take the most time for their size. */
export const worstBodies: Record<string, Pick<Sent, 'type' | 'body'>> = {
  'JSON of empty objects': json(`[${'{},'.repeat(20_000)}{}]`),
  'JSON of many members': json(`{${members(5000, (at) => `"${at.toString(36)}":1`)}}`),
  'JSON of names in escapes': json(`{${members(3000, (at) => String.raw`"\u0061${at}":1`)}}`),
  'JSON that is deep': json('['.repeat(60_000)),
  'JSON that is deep and whole': json(`${'[['.repeat(9)}${']]'.repeat(9)}`),
  'JSON that never ends': json(`"${String.raw`\\`.repeat(30_000)}`),
  'JSON of one long text': json(JSON.stringify({ User: 'a'.repeat(60_000) })),
  'a form of 100 parameters': form(members(100, (at) => `a${at}=${'%61'.repeat(200)}`, '&')),
  'a form of one parameter many times': form('a=b&'.repeat(99)),
  'a form of separators': form('&'.repeat(63_000)),
  'a form of one long name': form('a'.repeat(63_000)),
  'as many empty objects as a body holds': json(`[${'{},'.repeat(330_000)}{}]`),
  'as many members as a body holds': json(`{${members(90_000, (at) => `"${at.toString(36)}":1`)}}`),
  'as long a text as a body holds': json(JSON.stringify({ User: 'a'.repeat(900_000) })),
}

/** Headers that take the most time for their size. */
export const worstHeaders: Record<string, string> = {
  'a bearer of blanks': `Authorization: Bearer${' '.repeat(15_000)}`,
  'a bearer of dots': `Authorization: Bearer ${'a.'.repeat(7000)}`,
  'a bearer like a JWT': `Authorization: Bearer ${'eyJhbGciOiJSUzI1NiJ9.'.repeat(700)}`,
  'a client of marks': `Authorization: Basic ${Buffer.from(`a${'\u0301\u0316'.repeat(2800)}:x`).toString('base64')}`,
  'a secret of marks': `Authorization: Basic ${Buffer.from(`x:a${'\u0301\u0316'.repeat(2800)}`).toString('base64')}`,
  'a client of percent signs': `Authorization: Basic ${Buffer.from(`${'%2b'.repeat(3500)}:x`).toString('base64')}`,
  'cookies without a name': `Cookie: ${';'.repeat(15_000)}`,
  'many cookies': `Cookie: ${members(2000, (at) => `${at.toString(36)}=;`, '')}`,
  'a cookie of quotes': `Cookie: a="${'"'.repeat(15_000)}`,
  'many languages': `Accept-Language: ${'de-a-b-c;q=0.5,'.repeat(1000)}`,
  'many proxies': `X-Forwarded-For: ${'1.1.1.1,'.repeat(1800)}`,
  'a long origin': `Origin: http://${'a.'.repeat(7000)}`,
  'a type with parameters': `Content-Type: application/json;${'a="b";'.repeat(2400)}`,
  'a type of blanks': `Content-Type: application/json${' '.repeat(15_000)}x`,
  'a version of quotes': `If-Match: ${'"'.repeat(15_000)}`,
}

/** What follows the path. */
export const worstQueries: Record<string, string> = {
  'question marks': '?'.repeat(7900),
  separators: `?${'&'.repeat(98)}`,
  'percent signs': `?a=${'%25'.repeat(2500)}`,
  marks: `?a=a${'%CC%81'.repeat(1300)}`,
  names: `?${members(100, (at) => `${at}${'%61'.repeat(24)}=`, '&')}`,
  slashes: '/a'.repeat(3900),
  'letters in escapes': '%61'.repeat(2600),
  semicolons: ';'.repeat(7900),
}

export type Sent = { method: string; target: string; type?: string; body?: string; headers?: string[] }

/**
 * The CPU time that the thread spends on a request, from its first byte to its last, in milliseconds: no stall that it causes can be longer,
 * and what else the machine does is not in it. The least of some tries, for a thread also collects garbage and compiles, and shares its core with others
 * for a while.
 */
export async function costOf(
  url: string,
  request: () => Promise<Sent> | Sent,
  host = new URL(url).host,
): Promise<number> {
  let least = Infinity
  for (let tries = 0; tries < 20 && least > longestStall; tries++) {
    if (tries >= 5) await pause(50)
    least = Math.min(least, await cpuOf(url, bytesOf(host, await request())))
  }
  return least
}

async function cpuOf(url: string, bytes: Buffer): Promise<number> {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {}).resume()
  await new Promise((connected) => socket.once('connect', connected))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const before = process.threadCpuUsage()
  socket.write(bytes)
  await closed
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

function bytesOf(host: string, { method, target, type, body = '', headers = [] }: Sent): Buffer {
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    ...headers,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

export const encoded = (fields: Record<string, string>) => form(new URLSearchParams(fields).toString())

export function json(body: string) {
  return { type: 'application/json', body }
}

function form(body: string) {
  return { type: 'application/x-www-form-urlencoded', body }
}

function members(count: number, one: (at: number) => string, separator = ','): string {
  return Array.from({ length: count }, (_, at) => one(at)).join(separator)
}
