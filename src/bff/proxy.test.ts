import { connect } from 'node:net'
import { assert, asyncProperty, string } from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aliases, api, type EndpointName } from '#schema/api.ts'
import { type RunningBff, startBff } from '#testing/bff.ts'
import type { Browser } from '#testing/browser.ts'
import { testDatabases } from '#testing/database.ts'
import { type Seen, sendJson, startForeignTenant } from '#testing/foreignTenant.ts'

const [engine] = testDatabases()
let bff: RunningBff
let browser: Browser
beforeAll(async () => {
  if (!engine) throw new Error('no database')
  bff = await startBff({
    database: await engine.open(),
    tenant: await startForeignTenant(),
    forwardTime: 1500,
  })
  browser = await bff.signedIn()
})
afterAll(() => bff.close())
beforeEach(() => {
  bff.tenant.seen.length = 0
  bff.tenant.answers.clear()
})

const query = '/Redrock/query'
const at = (path: string) => `${bff.url}/api${path}`
const post = (path: string, headers = {}) => browser.post(at(path), { Script: 'select 1' }, headers)
const lastSeen = (): Seen | undefined => bff.tenant.seen.at(-1)
const answer = (path: string, say: Parameters<typeof bff.tenant.answers.set>[1]) =>
  bff.tenant.answers.set(path, say)
const unavailable = (status: number) => ({
  status,
  json: expect.objectContaining({ success: false, Result: null, ErrorCode: 'unavailable', Exception: '' }),
})
const shown = (reply: { status: number; json(): unknown }) => ({ status: reply.status, json: reply.json() })

describe('BF-07 what is forwarded', () => {
  const listed = Object.entries(api).flatMap(([name, { method, path, access }]) =>
    [path, ...(aliases[name as EndpointName] ?? [])].map((each) => ({
      method,
      path: each,
      open: access.kind === 'public',
    })),
  )
  test.each(listed.filter(({ open }) => !open))(
    '$method $path, in any letter case',
    async ({ method, path }) => {
      bff.tenant.answers.set(path, (response) => sendJson(response, 200, { success: true }))
      const spelled = path.toUpperCase()
      bff.tenant.answers.set(spelled, (response) => sendJson(response, 200, { success: true }))
      for (const each of [path, spelled, `${path}/`]) {
        const reply = method === 'GET' ? await browser.get(at(each)) : await post(each)
        expect(reply.status).toBe(200)
        expect(lastSeen()).toMatchObject({ method, path: each.replace(/\/$/, '') })
      }
    },
  )

  test.each(listed.filter(({ open }) => open))(
    'BF-01 not $path, which answers with a token',
    async ({ path }) => {
      expect((await post(path)).status).toBe(404)
      expect(bff.tenant.seen).toEqual([])
    },
  )

  test.each([
    '',
    '/',
    '/Unknown/Call',
    '/Redrock',
    '/Redrock/queryX',
    '/XRedrock/query',
    '/OAuth2/Token/__console',
    '/login',
    '/sysinfo/about',
  ])('not %j', async (path) => {
    expect((await post(path)).status).toBe(404)
    expect(bff.tenant.seen).toEqual([])
  })

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])(
    'not by %s, where the table says POST',
    async (method) => {
      const headers = { origin: bff.url, 'x-gatewright': '1', 'content-type': 'application/json' }
      expect((await browser.send(at(query), { method, headers })).status).toBe(404)
      expect(bff.tenant.seen).toEqual([])
    },
  )

  test('nothing without a session', async () => {
    const reply = await bff.browser().post(at(query), {})
    expect(reply.status).toBe(401)
    expect(reply.json()).toEqual({
      success: false,
      Result: null,
      Message: expect.stringContaining('Sign in'),
      MessageID: null,
      Exception: '',
      ErrorID: reply.headers['x-request-id'],
      ErrorCode: 'unauthenticated',
      IsSoftError: false,
      InnerExceptions: null,
    })
    expect(bff.tenant.seen).toEqual([])
  })

  test('query and body, as they are', async () => {
    const body = '{ "Script" : "select \\"ä\\"",\n "Args":{"PageSize":1e3} , "Script2":1}'
    const headers = {
      origin: bff.url,
      'x-gatewright': '1',
      'content-type': 'application/json; charset=utf-8',
    }
    const reply = await browser.send(`${at(query)}?_RowKey=a%20b&x=%2f&x=2`, {
      method: 'POST',
      headers,
      body,
    })
    expect(reply.status).toBe(200)
    expect(lastSeen()).toMatchObject({ query: '_RowKey=a%20b&x=%2f&x=2', body })
  })

  test('an empty body', async () => {
    const headers = { origin: bff.url, 'x-gatewright': '1', 'content-type': 'application/json' }
    expect((await browser.send(at(query), { method: 'POST', headers })).status).toBe(200)
    expect(lastSeen()).toMatchObject({ body: '' })
  })
})

describe('NT-49 BF-07 tricks in the path', () => {
  test.each([
    '/api;x/Redrock/query',
    '/api/;/Redrock/query',
    '/api/%2e%2e/api/Redrock/query',
    '/api/../api/Redrock/query',
    '/api/./Redrock/query',
    '//api/Redrock/query',
    '/api//Redrock/query',
    '/api/Redrock%2fquery',
    '/api/Redrock%5cquery',
    '/api/Redrock%252fquery',
    '/api/Redrock/query%00',
    '/api/Redrock/query%0a',
    '/api\\Redrock/query',
    '/api/Redrock/query;Security/Logout',
    '/bff/../api/Redrock/query',
    'http://localhost:7080/api/Redrock/query',
    'http://evil.test/api/Redrock/query',
    'http://localhost:7081/Redrock/query',
  ])('%s is refused', async (target) => {
    const { status } = await postTo(target)
    expect(status).toBe(400)
    expect(bff.tenant.seen).toEqual([])
  })

  test.each([
    '/api/Redrock/query.',
    '/api/Redrock/query/x',
    '/api/x/Redrock/query',
    '/api/Redrock/query%20',
    '/apiX/Redrock/query',
    '/api/@evil.test/Redrock/query',
    '/api/:80/Redrock/query',
  ])('%s is no call', async (target) => {
    expect((await postTo(target)).status).toBe(404)
    expect(bff.tenant.seen).toEqual([])
  })

  test.each(['/API/Redrock/query', '/api/REDROCK/Query', '/%61pi/%52edrock/query', '/api/Redrock/query/'])(
    '%s is the call, in its canonical form',
    async (target) => {
      expect((await postTo(target)).status).toBe(200)
      expect(lastSeen()?.path.toLowerCase()).toBe(query.toLowerCase())
    },
  )

  const postTo = (target: string) =>
    browser.send(bff.url, {
      method: 'POST',
      target,
      headers: { origin: bff.url, 'x-gatewright': '1', 'content-type': 'application/json' },
      body: '{}',
    })
})

describe('BF-07 headers', () => {
  test('BF-13 only the listed ones reach the tenant, with the token of the session', async () => {
    await post(query, {
      accept: 'application/json',
      'idempotency-key': 'k',
      'if-match': '"7"',
      authorization: 'Bearer stolen',
      'x-user': 'root',
      'x-remote-user': 'root',
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-host': 'evil.test',
      'x-original-url': '/Security/Logout',
      'x-http-method-override': 'DELETE',
      'x-idap-native-client': 'false',
      'x-request-id': 'mine',
      'accept-encoding': 'gzip',
      'user-agent': 'somebody',
      te: 'trailers',
      connection: 'keep-alive, idempotency-key',
    })
    const token = [...bff.tenant.tokens.keys()].at(-1)
    expect(lastSeen()?.headers).toEqual({
      host: 'localhost:7081',
      connection: 'keep-alive',
      accept: 'application/json',
      'if-match': '"7"',
      'content-type': 'application/json',
      'content-length': '21',
      authorization: `Bearer ${token}`,
      'x-idap-native-client': 'true',
      'x-request-id': expect.stringMatching(/^\w{21}$/),
    })
  })

  test('NT-69 only the listed ones come back', async () => {
    answer(query, (response) => {
      response.setHeaders(
        new Headers({
          etag: '"8"',
          'retry-after': '3',
          'x-request-id': 'of-the-tenant',
          'www-authenticate': 'Bearer error="insufficient_scope"',
          server: 'nginx',
          'x-powered-by': 'PHP',
          'access-control-allow-origin': '*',
          'cache-control': 'public, max-age=3600',
          'content-security-policy': 'default-src *',
          'clear-site-data': '"*"',
          link: '<https://evil.test>; rel=preload',
        }),
      )
      response.setHeader('set-cookie', ['gatewright-session=evil', 'b=2'])
      sendJson(response, 403, { success: false, ErrorCode: 'forbidden' })
    })
    const { status, headers } = await post(query)
    expect(status).toBe(403)
    expect(headers).toMatchObject({
      etag: '"8"',
      'retry-after': '3',
      'x-request-id': 'of-the-tenant',
      'cache-control': 'no-store',
    })
    for (const name of [
      'set-cookie',
      'www-authenticate',
      'server',
      'x-powered-by',
      'access-control-allow-origin',
      'content-security-policy',
      'clear-site-data',
      'link',
    ])
      expect(headers).not.toHaveProperty(name)
  })
})

describe('NT-69 FT-07 what no tenant API would answer becomes a 502 that says what to do', () => {
  test.each<[string, Parameters<typeof answer>[1]]>([
    ['a redirect', (response) => response.writeHead(302, { location: 'https://evil.test' }).end()],
    ['a redirect without a target', (response) => sendJson(response, 307, {})],
    [
      'a Location with good JSON',
      (response) => sendJson(response.setHeader('location', '/x'), 200, { success: true }),
    ],
    [
      'a page',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<script>alert(1)</script>'),
    ],
    [
      'a page as a fault',
      (response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
    ],
    ['no type', (response) => response.writeHead(200).end('{"success":true}')],
    ['huge headers', (response) => sendJson(response.setHeader('x-huge', 'x'.repeat(40_000)), 200, {})],
    [
      'more than 10 MB, announced',
      (response) =>
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 10_000_001 }).end(),
    ],
    ['no HTTP', (response) => response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n')],
    [
      'half an answer',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
        response.write('{"success":', () => response.destroy())
      },
    ],
    ['a reset', (response) => response.socket?.resetAndDestroy()],
    ['nothing', (response) => response.socket?.end()],
  ])('%s', async (_, say) => {
    answer(query, say)
    const reply = await post(query)
    expect(shown(reply)).toEqual(unavailable(502))
    expect(reply.text).toMatch(/localhost:7081 .+(Check|try again)/)
    expect(reply.text).not.toMatch(/evil|script|undici|ECONN/)
  })

  test.each([
    ['a page', 'text/html; charset=utf-8', '<h1>Not here</h1><script>alert(1)</script>'],
    ['plain words', 'text/plain', 'default backend - 404, see evil.test'],
    ['another JSON', 'application/problem+json', '{"title":"evil"}'],
    ['nothing at all', undefined, ''],
  ])(
    'D4 a call that the tenant does not know and tells by %s is a 404 in words of ours',
    async (_, type, body) => {
      answer('/Gatewright/Capabilities', (response) =>
        response.writeHead(404, type ? { 'content-type': type, 'set-cookie': 'evil=1' } : {}).end(body),
      )
      const reply = await browser.get(at('/Gatewright/Capabilities'))
      expect(shown(reply)).toEqual({
        status: 404,
        json: {
          success: false,
          Result: null,
          Message: expect.stringMatching(/localhost:7081 does not know this call.+check/),
          MessageID: null,
          Exception: '',
          ErrorID: reply.headers['x-request-id'],
          ErrorCode: 'not_found',
          IsSoftError: false,
          InnerExceptions: null,
        },
      })
      expect(reply.headers['content-type']).toMatch(/^application\/json/)
      expect(reply.headers).not.toHaveProperty('set-cookie')
      expect(reply.text).not.toMatch(/evil|script|backend/)
      expect((await post(query)).status).toBe(200)
    },
  )

  test('a 404 with a Location stays a 502', async () => {
    answer(query, (response) =>
      response.writeHead(404, { location: 'https://evil.test', 'content-type': 'text/html' }).end(),
    )
    expect(shown(await post(query))).toEqual(unavailable(502))
  })

  test('a call that answers 503 in the envelope is passed on, and not repeated', async () => {
    answer('/Gatewright/Capabilities', (response) =>
      sendJson(response, 503, { success: false, ErrorCode: 'unavailable' }),
    )
    expect((await browser.get(at('/Gatewright/Capabilities'))).status).toBe(503)
    expect(bff.tenant.seen).toHaveLength(1)
  })

  test('silence is a 504 in time', async () => {
    answer(query, () => {})
    const from = performance.now()
    expect(shown(await post(query))).toEqual(unavailable(504))
    expect(performance.now() - from).toBeLessThan(6000)
  })

  test('half an answer and silence is a 504 in time', async () => {
    answer(query, (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{')
    })
    expect(shown(await post(query))).toEqual(unavailable(504))
  })

  test.each<[string, Parameters<typeof answer>[1]]>([
    [
      'breaks off after a megabyte',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2_000_000 })
        response.write(' '.repeat(1_500_000), () => response.destroy())
      },
    ],
    [
      'drips for longer than allowed',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        const drip = setInterval(() => response.write(' '), 100)
        response.on('close', () => clearInterval(drip))
      },
    ],
    [
      'is larger than 10 MB without saying so',
      (response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(' '.repeat(10_000_001)),
    ],
  ])('an answer that %s is broken off here too', async (_, say) => {
    answer(query, say)
    const from = performance.now()
    await expect(post(query)).rejects.toThrow(/aborted|hang up|ECONNRESET/)
    expect(performance.now() - from).toBeLessThan(6000)
  })
})

describe('BF-07 caps', () => {
  test('a request of more than 10 MB is refused, announced or not', async () => {
    const headers = { origin: bff.url, 'x-gatewright': '1', 'content-type': 'application/json' }
    const body = `"${'a'.repeat(10_000_000)}"`
    const chunked = { ...headers, 'transfer-encoding': 'chunked' }
    for (const sent of [headers, chunked])
      expect((await browser.send(at(query), { method: 'POST', headers: sent, body })).status).toBe(413)
    expect(bff.tenant.seen).toEqual([])
  })

  test('a reply of less than 10 MB passes', async () => {
    answer(query, (response) => sendJson(response, 200, 'a'.repeat(9_000_000)))
    expect((await post(query)).text).toHaveLength(9_000_002)
  })
})

describe('sessions', () => {
  test('NT-50 two people with 20 parallel calls each get their own answers', async () => {
    const other = bff.tenant.person
    bff.tenant.person = { id: 'b', name: 'bob@acme', displayName: 'Bob' }
    const bob = await bff.signedIn()
    bff.tenant.person = other
    const calls = Array.from({ length: 40 }, async (_, n) => {
      const reply = await (n % 2 ? bob : browser).post(at('/Security/WhoAmI'), { n })
      return (reply.json() as { Result: { User: string } }).Result.User
    })
    expect(await Promise.all(calls)).toEqual(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? 'bob@acme' : other.name)),
    )
  })

  test('a 401 of the tenant is passed on and ends the session', async () => {
    const mine = await bff.signedIn()
    answer(query, (response) =>
      sendJson(response, 401, { success: false, Message: 'over', ErrorCode: 'unauthenticated' }),
    )
    const reply = await mine.post(at(query), {})
    expect([reply.status, reply.json()]).toEqual([
      401,
      { success: false, Message: 'over', ErrorCode: 'unauthenticated' },
    ])
    bff.tenant.answers.clear()
    expect((await mine.get(`${bff.url}/bff/session`)).text).toContain('"user":null')
    expect(await bff.signedIn().then((again) => again.post(at(query), {}))).toMatchObject({ status: 200 })
  })

  test('BF-12 a garbled cookie is a clean 401', async () => {
    const garbled = string({ unit: 'binary', maxLength: 200 }).map((text) =>
      text.replaceAll(/[^\x20-\x7e\x80-\xff]/g, '%'),
    )
    await assert(
      asyncProperty(garbled, async (value) => {
        const reply = await bff.browser().post(at(query), {}, { cookie: `gatewright-session=${value}` })
        expect(reply.status).toBe(401)
      }),
      { numRuns: 200 },
    )
    for (const cookie of [
      'gatewright-session',
      'gatewright-session=',
      '=;;=',
      `gatewright-session=${'x'.repeat(8000)}`,
      'gatewright-session=%zz%',
    ])
      expect((await bff.browser().post(at(query), {}, { cookie })).status).toBe(401)
  })
})

test('FT-07 a tenant that is down is a 502, and the page that calls goes on', async () => {
  if (!engine) throw new Error('no database')
  const tenant = await startForeignTenant()
  const other = await startBff({ database: await engine.open(), tenant })
  const mine = await other.signedIn()
  await tenant.close()
  expect(shown(await mine.post(`${other.url}/api${query}`, {}))).toEqual(unavailable(502))
  expect((await mine.get(`${other.url}/bff/session`)).text).toContain(tenant.person.name)
  expect((await mine.get(`${other.url}/readyz`)).status).toBe(503)
  expect((await mine.get(`${other.url}/livez`)).status).toBe(200)
  await other.close()
})

test('a browser that goes away in the middle of a call does no harm', async () => {
  answer(query, (response) => setTimeout(() => sendJson(response, 200, { success: true }), 300))
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
  const { hostname, port } = new URL(bff.address)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.write(
    `POST /api${query} HTTP/1.1\r\nHost: localhost:7080\r\nCookie: ${cookie}\r\nOrigin: ${bff.url}\r\nX-Gatewright: 1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
  )
  await new Promise((resolve) => setTimeout(resolve, 150))
  socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 300))
  bff.tenant.answers.clear()
  expect((await post(query)).status).toBe(200)
})
