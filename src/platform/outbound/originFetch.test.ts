import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { NoAnswer, originFetch } from './originFetch.ts'

let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** A fetch for tenant.test, which is this server. */
async function fetchOf(listener: RequestListener, limits = { time: 400, bytes: 1000 }) {
  server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return originFetch({ origin: 'http://tenant.test', address, limits })
}

test('asks under the name of the origin, wherever that is, and gives status, headers and body', async () => {
  const fetch = await fetchOf((request, response) => {
    response
      .writeHead(418, { 'x-a': ['1', '2'] })
      .end(JSON.stringify([request.method, request.url, request.headers]))
  })
  const reply = await fetch('http://tenant.test/a/b?c=d#e', {
    method: 'POST',
    headers: { 'x-b': '3' },
    body: 'ä',
  })
  expect([reply.status, reply.headers.get('x-a')]).toEqual([418, '1, 2'])
  expect(await reply.json()).toEqual([
    'POST',
    '/a/b?c=d',
    {
      host: 'tenant.test',
      'x-b': '3',
      'content-length': '2',
      'accept-encoding': 'identity',
      connection: 'close',
    },
  ])
})

test('SS-05 hands a redirect back', async () => {
  const fetch = await fetchOf((request, response) => {
    if (request.url !== '/') return void response.end('followed')
    response.writeHead(302, { location: '/next' }).end()
  })
  const reply = await fetch('http://tenant.test/')
  expect([reply.status, reply.headers.get('location')]).toEqual([302, '/next'])
})

test('takes a reply without a body', async () => {
  const fetch = await fetchOf((_, response) => response.writeHead(204).end())
  expect((await fetch('http://tenant.test/')).status).toBe(204)
})

test.each([
  'http://evil.test/',
  'https://tenant.test/',
  'http://tenant.test:81/',
  'http://tenant.test.evil.test/',
])('refuses %s, which is another origin', async (url) => {
  const fetch = await fetchOf((_, response) => response.end())
  await expect(fetch(url)).rejects.toThrow('made for http://tenant.test')
})

describe('SS-06 SS-07 gives up on', () => {
  test.each<[string, NoAnswer['reason'], RequestListener]>([
    ['silence', 'slow', () => {}],
    [
      'a slow drip',
      'slow',
      (_, response) => {
        const drip = setInterval(() => response.write('.'), 50)
        response.on('close', () => clearInterval(drip))
      },
    ],
    ['more bytes than allowed', 'unreachable', (_, response) => response.end('x'.repeat(1001))],
    [
      'a reply cut off',
      'unreachable',
      (_, response) => response.writeHead(200, { 'content-length': 9 }).write('x', () => response.destroy()),
    ],
    ['no HTTP', 'unreachable', (_, response) => response.socket?.end('hello')],
    ['huge headers', 'unreachable', (_, response) => response.setHeader('x', 'x'.repeat(40_000)).end()],
  ])('%s', async (_, reason, listener) => {
    const fetch = await fetchOf(listener)
    const from = performance.now()
    const error: unknown = await fetch('http://tenant.test/').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(NoAnswer)
    expect(error).toMatchObject({ reason })
    expect(performance.now() - from).toBeLessThan(2000)
  })

  test('nobody there', async () => {
    const fetch = await fetchOf(() => {})
    server.close()
    await once(server, 'close')
    await expect(fetch('http://tenant.test/')).rejects.toMatchObject({ reason: 'unreachable' })
  })
})
