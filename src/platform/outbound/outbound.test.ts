import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { customFetch, discovery, tokenRevocation } from 'openid-client'
import { afterEach, describe, expect, test } from 'vitest'
import { otherCertificate, ownCertificate } from '#testing/certificates.ts'
import { createOutbound, type Outbound, type OutboundRequest } from './outbound.ts'
import { OutboundFault, type OutboundReason } from './outboundFault.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

type Given = { listed?: boolean; lookup?: (name: string) => Promise<string[]>; ca?: string; server?: Server }

/** A server of idp.test, whose origin is listed, and what asks it. */
async function idp(
  listener: RequestListener,
  { listed = true, lookup, ca, server = createServer() }: Given = {},
) {
  const seen: string[] = []
  server.on('request', (request, response) => {
    seen.push(request.url ?? '')
    listener(request, response)
  })
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `http${ca === undefined ? '' : 's'}://console.acme.test:${port}`
  const ask = createOutbound({
    rules: { allow: new Set(listed ? [origin] : []), local: null },
    lookup: lookup ?? (() => Promise.resolve(['127.0.0.1'])),
    tls: ca === undefined ? {} : { ca },
    limits: { connect: 300, time: 600 },
  })
  return { origin, port, ask, seen }
}

const json =
  (body: unknown): RequestListener =>
  (_, response) =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(body))

async function faultOf(
  ask: Outbound,
  address: string,
  request?: OutboundRequest,
): Promise<OutboundReason | 'none'> {
  try {
    await ask(address, request)
    return 'none'
  } catch (error) {
    if (error instanceof OutboundFault) return error.reason
    throw error
  }
}

test('asks under its name, with nothing that was not given, and hands back status, headers and body', async () => {
  const { ask, origin, port } = await idp((request, response) => {
    const chunks: string[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
    request.on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json', 'x-a': 'b', 'set-cookie': 'a=b' })
      response.end(JSON.stringify([request.method, request.url, request.headers, chunks.join('')]))
    })
  })
  const reply = await ask(`${origin}/a?b=c`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'evil.test' },
    body: new URLSearchParams({ code: 'ä' }),
  })
  expect([reply.status, reply.headers.get('x-a'), reply.headers.get('set-cookie')]).toEqual([201, 'b', null])
  expect(await reply.json()).toEqual([
    'POST',
    '/a?b=c',
    {
      host: `console.acme.test:${port}`,
      'accept-encoding': 'identity',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '11',
      connection: 'close',
    },
    'code=%C3%A4',
  ])
})

describe('SS-04 NT-21 a name', () => {
  test('that leads inside is not connected to, also where one address of several does', async () => {
    for (const addresses of [['127.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['::ffff:127.0.0.1'], []]) {
      const { ask, seen } = await idp(json({}), { listed: false, lookup: () => Promise.resolve(addresses) })
      expect(await faultOf(ask, 'https://idp.test/')).toBe('inner')
      expect(seen).toEqual([])
    }
  })

  test('that points elsewhere between check and use is connected to where it was checked', async () => {
    let asked = 0
    const lookup = () => Promise.resolve([asked++ === 0 ? '127.0.0.1' : '169.254.169.254'])
    const { ask, origin } = await idp(json({}), { lookup })
    expect((await ask(`${origin}/`)).status).toBe(200)
    expect(asked).toBe(1)
    // The second request looks the name up again, and is judged again
    expect(await faultOf(ask, `${origin}/`)).toBe('inner')
  })

  test('that is unknown is told like one that leads inside (SS-09)', async () => {
    const ask = createOutbound({ rules: { allow: new Set(), local: null } })
    const messages = await Promise.all(
      ['https://nobody.invalid/', 'https://localhost/', 'https://127.0.0.1/'].map((address) =>
        ask(address).catch((error: unknown) => String(error)),
      ),
    )
    expect(new Set(messages)).toEqual(
      new Set(['OutboundFault: The name of the host leads to no public address.']),
    )
  })

  test('whose look-up hangs is given up in time', async () => {
    const { ask, origin } = await idp(json({}), { lookup: () => new Promise(() => {}) })
    const from = performance.now()
    expect(await faultOf(ask, `${origin}/`)).toBe('slow')
    expect(performance.now() - from).toBeLessThan(550)
  })
})

test.each([301, 302, 303, 307, 308])('SS-05 NT-20 a redirect, %i, is not followed', async (status) => {
  const { ask, origin, seen } = await idp((_, response) =>
    response.writeHead(status, { location: 'http://169.254.169.254/' }).end(),
  )
  expect(await faultOf(ask, `${origin}/`)).toBe('redirect')
  expect(seen).toEqual(['/'])
})

const drip =
  (byte: string): RequestListener =>
  (_, response) => {
    const writing = setInterval(() => response.write(byte), 50)
    response.on('close', () => clearInterval(writing))
  }

describe('SS-06 SS-07 SS-08 NT-24 gives up on', () => {
  const typed = { 'content-type': 'application/json' }
  test.each<[string, OutboundReason, RequestListener]>([
    ['silence', 'slow', () => {}],
    ['a byte now and then', 'slow', drip('.')],
    [
      'headers that never end',
      'slow',
      (_, { socket }) => {
        socket?.write('HTTP/1.1 200 OK\r\n')
        const writing = setInterval(() => socket?.write('a: b\r\n'), 50)
        socket?.on('close', () => clearInterval(writing))
      },
    ],
    [
      'answers that are none yet',
      'slow',
      (_, response) => {
        const writing = setInterval(() => response.writeProcessing(), 50)
        response.on('close', () => clearInterval(writing))
      },
    ],
    [
      'more than was asked for',
      'large',
      (_, response) => response.writeHead(200, typed).end(`"${'x'.repeat(1000)}"`),
    ],
    ['more and more', 'large', drip('x'.repeat(500))],
    ['large headers', 'large', (_, response) => response.setHeader('x', 'x'.repeat(20_000)).end()],
    [
      'what grows when it is unpacked',
      'garbled',
      (_, response) => response.writeHead(200, { ...typed, 'content-encoding': 'gzip' }).end(gzipSync('[]')),
    ],
    [
      'a reply cut off',
      'unreachable',
      (_, r) => r.writeHead(200, { 'content-length': 9 }).write('x', () => r.destroy()),
    ],
    ['no HTTP', 'garbled', (_, response) => response.socket?.end('hello')],
    [
      'another protocol',
      'garbled',
      (_, { socket }) => socket?.end('HTTP/1.1 101 Hi\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    ],
    ['a page', 'garbled', (_, response) => response.setHeader('content-type', 'text/html').end('<p>')],
    ['an unnamed type', 'garbled', (_, response) => response.end('{}')],
    ['broken JSON', 'garbled', (_, response) => response.writeHead(200, typed).end('{"a":')],
    ['deep JSON', 'garbled', (_, r) => r.writeHead(200, typed).end('['.repeat(21) + ']'.repeat(21))],
    ['a member twice', 'garbled', (_, response) => response.writeHead(200, typed).end('{"a":1,"a":2}')],
  ])('%s', async (_, reason, listener) => {
    const { ask, origin } = await idp(listener)
    const from = performance.now()
    expect(await faultOf(ask, `${origin}/`, { bytes: 1000 })).toBe(reason)
    expect(performance.now() - from).toBeLessThan(2000)
  })

  test('nobody there, which is told as one that cuts the connection', async () => {
    const { ask, origin } = await idp(json({}))
    servers[0]?.close()
    expect(await faultOf(ask, `${origin}/`)).toBe('unreachable')
  })

  test('whoever asks no longer', async () => {
    const { ask, origin } = await idp(() => {})
    expect(await faultOf(ask, `${origin}/`, { signal: AbortSignal.timeout(50) })).toBe('slow')
  })
})

test.each([
  [200, 'application/json; charset=utf-8', '{"Email":"a","email":"b"}'],
  [200, 'application/jwk-set+json', '{"keys":[]}'],
  [200, 'application/jwt', 'a.b.c'],
  [204, '', ''],
  [400, 'application/json', '{"error":"invalid_grant"}'],
  [500, 'text/html', '<p>'],
])('SS-08 hands on %i %s', async (status, type, body) => {
  const { ask, origin } = await idp((_, response) =>
    response.writeHead(status, { 'content-type': type }).end(body),
  )
  const reply = await ask(`${origin}/`)
  expect([reply.status, await reply.text()]).toEqual([status, body])
})

test('takes a certificate that is trusted and for the name, and no other', async () => {
  const withCertificate = (own: { cert: string; key: string }) => ({
    server: createTlsServer({ cert: own.cert, key: own.key }),
  })
  const right = await idp(json({}), { ...withCertificate(ownCertificate), ca: ownCertificate.cert })
  expect((await right.ask(`${right.origin}/`)).status).toBe(200)
  const foreign = await idp(json({}), { ...withCertificate(otherCertificate), ca: ownCertificate.cert })
  expect(await faultOf(foreign.ask, `${foreign.origin}/`)).toBe('untrusted')
  const misnamed = createOutbound({
    rules: { allow: new Set([`https://127.0.0.1:${right.port}`]), local: null },
    tls: { ca: ownCertificate.cert },
  })
  expect(await faultOf(misnamed, `https://127.0.0.1:${right.port}/`)).toBe('untrusted')
  expect(right.seen).toEqual(['/'])
})

test('SS-10 asks one host four times at once, and lets no line grow without end', async () => {
  let [under, most] = [0, 0]
  const { ask, origin } = await idp((_, response) => {
    most = Math.max(most, ++under)
    setTimeout(() => {
      under--
      response.setHeader('content-type', 'application/json').end('{}')
    }, 20)
  })
  const faults = await Promise.all(Array.from({ length: 30 }, () => faultOf(ask, `${origin}/`)))
  expect(most).toBe(4)
  expect(faults.filter((each) => each === 'busy')).toHaveLength(10)
  expect(faults.filter((each) => each === 'none')).toHaveLength(20)
})

test('SS-12 openid-client asks through it', async () => {
  const issuer = await idp((request, response) => {
    if (request.url === '/revoke') return void response.end()
    json({
      issuer: issuer.origin,
      token_endpoint: `${issuer.origin}/token`,
      revocation_endpoint: `${issuer.origin}/revoke`,
      jwks_uri: 'http://169.254.169.254/keys',
    })(request, response)
  })
  const { allowInsecureRequests } = await import('openid-client')
  const config = await discovery(new URL(issuer.origin), 'client', 'secret', undefined, {
    [customFetch]: issuer.ask,
    execute: [allowInsecureRequests],
  })
  expect(config.serverMetadata().token_endpoint).toBe(`${issuer.origin}/token`)
  await tokenRevocation(config, 'token')
  expect(issuer.seen).toEqual(['/.well-known/openid-configuration', '/revoke'])
})
