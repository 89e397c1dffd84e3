import { type AddressInfo, type Socket, connect } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as passes } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ownCertificate } from '#testing/certificates.ts'
import { createHttp } from './http.ts'
import { createLog } from './log.ts'

let app: FastifyInstance
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
})
afterEach(async () => {
  await app.close()
  vi.useRealTimers()
})

/** More than the buffers of both ends hold. */
const large = Buffer.alloc(40_000_000, 'a')

async function serve(https?: typeof ownCertificate): Promise<number> {
  app = createHttp({ log: createLog({ level: 'silent' }), https })
  app.get('/large', () => large)
  app.get('/text', () => large.toString())
  app.get('/stream', (_, reply) => reply.send(Readable.from(endless(), { objectMode: false })))
  app.get('/moderate', () => ({ text: 'é'.repeat(400_000) }))
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as AddressInfo).port
}

function* endless() {
  for (;;) yield large.subarray(0, 65_536)
}

const open = (port: number, https: boolean): Socket => {
  const socket = https ? connectTls({ port, rejectUnauthorized: false }) : connect(port, '127.0.0.1')
  return socket.on('error', () => {})
}

/** Asks, and takes `bytes` at each second of the server's clock. @returns the seconds after which the server closed, or null */
async function secondsUntilClosed(socket: Socket, { path, bytes, most }: Reading): Promise<number | null> {
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  socket.on('readable', () => {})
  await passes(300)
  for (let second = 0; second < most; second++) {
    for (let taken = 0; taken < bytes;) {
      const chunk = socket.read(bytes === 1 ? 1 : undefined) as Buffer | null
      taken += chunk?.length ?? 0
      if (chunk === null) await passes(1)
      if (bytes === 1) break
    }
    vi.advanceTimersByTime(1000)
    await passes(5)
    if ((await connections()) === 0) return second
  }
  return null
}
type Reading = { path: string; bytes: number; most: number }

const connections = () =>
  new Promise<number>((resolve, reject) => {
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })

test.each([
  ['http', '/large'],
  ['http', '/text'],
  ['http', '/stream'],
  ['https', '/large'],
  ['https', '/stream'],
])('RL-06 X-20 who reads one byte a second of %s %s is cut off', async (scheme, path) => {
  const socket = open(await serve(scheme === 'https' ? ownCertificate : undefined), scheme === 'https')
  const seconds = await secondsUntilClosed(socket, { path, bytes: 1, most: 40 })
  expect(seconds).toBeGreaterThan(15)
  expect(seconds).toBeLessThan(30)
})

test.each(['http', 'https'])(
  'RL-06 X-20 a long stream of %s goes on for whoever takes some of it',
  async (scheme) => {
    const socket = open(await serve(scheme === 'https' ? ownCertificate : undefined), scheme === 'https')
    expect(await secondsUntilClosed(socket, { path: '/stream', bytes: 1_000_000, most: 60 })).toBeNull()
    socket.destroy()
  },
)

test('a connection that waits for the next request, or for an answer that is not there yet, is left alone', async () => {
  const port = await serve()
  const socket = open(port, false)
  expect(await secondsUntilClosed(socket, { path: '/nowhere', bytes: 1, most: 60 })).toBeNull()
  socket.destroy()
})

test('a reply that goes in pieces arrives whole', async () => {
  const reply = await fetch(`http://127.0.0.1:${await serve()}/moderate`)
  expect(reply.headers.get('content-length')).toBe('800011')
  expect(await reply.json()).toEqual({ text: 'é'.repeat(400_000) })
})
