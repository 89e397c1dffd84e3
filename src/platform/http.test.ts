import { connect } from 'node:net'
import { Writable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { type RawReply, received, send } from '#testing/rawRequest.ts'
import type { WordFault } from './answerFault.ts'
import { type HttpOptions, createHttp } from './http.ts'
import { HttpFault } from './httpFault.ts'
import { createLog } from './log.ts'
import { Busy } from './queue.ts'
import { hostsOf } from './requestHost.ts'

let app: FastifyInstance
let lines: string[] = []
afterEach(async () => {
  await app.close()
})

async function serve(options: Partial<HttpOptions> = {}): Promise<number> {
  lines = []
  const destination = new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) })
  app = createHttp({ log: createLog({ level: 'debug', destination }), ...options })
  app.all('/Redrock/Query', async (request) => ({ path: request.canonicalPath, method: request.method }))
  app.get('/Apps/:id', async (request) => ({ params: request.params, query: request.query, ip: request.ip }))
  app.get('/Acts', { config: { withoutHead: true } }, async () => 'done')
  app.post('/Body', async ({ body }) => ({ body: body ?? 'none' }))
  app.get('/Fails/:how', async (request) => {
    const { how } = request.params as { how: string }
    if (how === 'busy') throw new Busy()
    if (how === 'database')
      throw Object.assign(new Error('password authentication failed'), { code: '57P01' })
    if (how === 'status') throw Object.assign(new Error('sesame'), { statusCode: 413, code: 'ELSEWHERE' })
    throw new Error('sesame at /x?client_secret=canary')
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  return portOf(app)
}

function portOf(server: FastifyInstance): number {
  const address = server.addresses()[0]
  return typeof address === 'object' ? address.port : 0
}

describe('SC-03 NT-49 one reading of the target', () => {
  test.each([
    ['/Redrock/query', 'Redrock/query'],
    ['/REDROCK/QUERY/', 'REDROCK/QUERY'],
    ['/%72edrock/query?x', 'redrock/query'],
  ])('%s reaches the route, as %s', async (target, path) => {
    expect((await send(await serve(), [`GET ${target}`])).json).toMatchObject({ path })
  })

  test.each([
    '//Redrock/query',
    '/x/../Redrock/query',
    '/Redrock;x/query',
    '/Redrock%2fquery',
    '/Redrock/%2e/query',
    '/Redrock/query%00',
    '/Redrock\\query',
    '/Redrock/query#',
    '/%zz',
    'http://evil.test/Redrock/query',
    '/nowhere%2f',
  ])('%s is refused before any route', async (target) => {
    const reply = await send(await serve(), [`GET ${target}`])
    expect(reply).toMatchObject({ status: 400, json: { error: 'invalid_target' } })
  })

  test('an identifier keeps its case, may be 300 long, and comes decoded once', async () => {
    const port = await serve()
    expect((await send(port, ['GET /apps/Ab%20C%5B1%5D?a=1&a=2&__proto__=3'])).json).toMatchObject({
      params: { id: 'Ab C[1]' },
      query: { a: ['1', '2'] },
    })
    expect((await send(port, [`GET /apps/${'a'.repeat(300)}`])).status).toBe(200)
    expect(await send(port, [`GET /apps/${'a'.repeat(301)}`])).toMatchObject({
      status: 414,
      json: { error: 'target_too_long' },
    })
  })
})

describe('NT-48 F13 the Host', () => {
  test.each([
    [['Host: localhost:7200'], 200],
    [['Host: LOCALHOST:7200'], 200],
    [['Host: console.acme.test'], 200],
    [['Host: console.acme.test:443'], 200],
    [['Host: evil.test'], 421],
    [['Host: localhost:7200.'], 421],
    [['Host: localhost'], 421],
    [['Host: localhost:7200@evil.test'], 421],
    [['Host: evil.test', 'X-Forwarded-Host: localhost:7200'], 421],
    [['Host: localhost:7200', 'Host: evil.test'], 400],
    [['Host: evil.test', 'host: localhost:7200'], 400],
  ])('%j: %i', async (headers, status) => {
    const allowedHosts = [...hostsOf('http://localhost:7200'), ...hostsOf('https://console.acme.test')]
    expect((await send(await serve({ allowedHosts }), ['GET /redrock/query', ...headers])).status).toBe(
      status,
    )
  })

  test('none at all is refused', async () => {
    const socket = connect(await serve(), '127.0.0.1', () =>
      socket.write('GET /redrock/query HTTP/1.0\r\n\r\n'),
    )
    expect(await received(socket)).toMatch(/^HTTP\/1.1 400 /)
  })

  test('headers that claim another address, path or method have no effect', async () => {
    const port = await serve()
    const claims = [
      'X-Forwarded-For: 6.6.6.6',
      'Forwarded: for=6.6.6.6;host=evil',
      'X-Original-URL: /fails/x',
      'X-Rewrite-URL: /fails/x',
      'X-HTTP-Method-Override: POST',
      'X-Forwarded-Proto: https',
    ]
    expect((await send(port, ['GET /apps/1', ...claims])).json).toMatchObject({
      ip: '127.0.0.1',
      params: { id: '1' },
    })
    expect((await send(port, ['GET /redrock/query', ...claims])).json).toMatchObject({ method: 'GET' })
  })

  test('PB-03 HEAD answers like GET, without a body, and BF-05 not where GET does something', async () => {
    const port = await serve()
    const [get, head] = [await send(port, ['GET /apps/1']), await send(port, ['HEAD /apps/1'])]
    const same = ({ status, headers }: RawReply) => [
      status,
      headers['content-length'],
      headers['content-type'],
    ]
    expect(same(head)).toEqual(same(get))
    expect([get.text === '', head.text]).toEqual([false, ''])
    expect((await send(port, ['HEAD /acts'])).status).toBe(404)
  })
})

describe('F12 bodies', () => {
  test.each([
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/json; charset=utf-8', '{"a":"é"}', { a: 'é' }],
    ['text/plain', '{"a":1}', { a: 1 }],
    ['application/x-www-form-urlencoded', 'a=1&b=2&b=3', { a: '1', b: ['2', '3'] }],
  ])('%s %s', async (type, body, value) => {
    expect((await send(await serve(), ['POST /body', `Content-Type: ${type}`], body)).json).toEqual({
      body: value,
    })
  })

  test('may have no type, and may be empty', async () => {
    const port = await serve()
    expect((await send(port, ['POST /body'], '{"a":1}')).json).toEqual({ body: { a: 1 } })
    expect((await send(port, ['POST /body', 'Content-Length: 0'])).json).toEqual({ body: 'none' })
    expect(
      (await send(port, ['POST /body', 'Content-Type: application/json', 'Content-Length: 0'])).json,
    ).toEqual({ body: {} })
  })

  test.each([
    ['application/json', '{"a":1,"a":2}', 400, 'invalid_json'],
    ['text/plain', 'a=1', 400, 'invalid_json'],
    ['nonsense', '{}', 415, 'unsupported_type'],
    ['application/x-www-form-urlencoded', 'a&'.repeat(101), 400, 'too_many_parameters'],
  ])('refuses %s %s', async (type, body, status, error) => {
    const reply = await send(await serve(), ['POST /body', `Content-Type: ${type}`], body)
    expect(reply).toMatchObject({ status, json: { error } })
  })
})

describe('RL-06 limits', () => {
  test.each([
    ['a request line over 8 kB', [`GET /redrock/query?${'a'.repeat(8200)}`], '', 414],
    ['headers over 16 kB', ['GET /redrock/query', `X-Long: ${'a'.repeat(16_400)}`], '', 431],
    ['a body over 1 MB', ['POST /body'], `"${'a'.repeat(1_000_000)}"`, 413],
    ['more than 100 parameters', [`GET /redrock/query?${'a&'.repeat(101)}`], '', 400],
  ])('refuses %s', async (_, head, body, status) => {
    expect((await send(await serve(), head, body)).status).toBe(status)
  })

  test('takes what is just below', async () => {
    const port = await serve()
    expect((await send(port, [`GET /redrock/query?${'a'.repeat(8000)}`])).status).toBe(200)
    expect((await send(port, ['POST /body'], `"${'a'.repeat(999_990)}"`)).status).toBe(200)
  })

  // Again where the machine stood still meanwhile: this is about a clock.
  test('slow senders of headers and of bodies are cut off within 10 s', { retry: 2 }, async () => {
    const port = await serve()
    const drip = async (start: string) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(start))
      const dripping = setInterval(() => socket.write('a'), 250)
      const started = performance.now()
      const reply = await received(socket)
      clearInterval(dripping)
      expect(performance.now() - started).toBeLessThan(10_500)
      expect(reply).not.toContain(' 200 ')
    }
    await Promise.all([
      drip('GET /redrock/query HTTP/1.1\r\nHost: localhost\r\nX-Slow: '),
      drip('POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n'),
    ])
  })
})

describe('OP-02 error replies', () => {
  test('say nothing of the inside; the log does, under the same request id, without secrets', async () => {
    const port = await serve()
    const reply = await send(port, ['GET /fails/badly'])
    expect(reply).toMatchObject({
      status: 500,
      json: { error: 'failed', requestId: reply.headers['x-request-id'] },
    })
    expect(reply.text).not.toContain('sesame')
    const line = lines.find((one) => one.includes('request failed')) ?? ''
    expect(JSON.parse(line)).toMatchObject({ requestId: reply.json['requestId'], level: 'error' })
    expect(line).toContain('sesame')
    expect(line).not.toContain('canary')
    expect((await send(port, ['GET /fails/status'])).status).toBe(500)
  })

  test.each(['busy', 'database'])('RL-05 FT-02 %s is 503 and says when to come back', async (how) => {
    const reply = await send(await serve(), [`GET /fails/${how}`])
    expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect(reply.text).not.toContain('authentication')
  })

  test.each(['/apps/1', '/nowhere', '//x', '/fails/x', `/apps/${'a'.repeat(301)}`])(
    'FE-02 carry the headers of every reply: %s',
    async (target) => {
      expect((await send(await serve(), [`GET ${target}`])).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'x-request-id': expect.stringMatching(/^\w{21}$/),
        'content-length': expect.any(String),
      })
    },
  )

  test('are worded by the server, which knows its own errors', async () => {
    const wordFault: WordFault = ({ status, code, requestId }, { error }) =>
      error instanceof HttpFault && error.status === 404
        ? { status: 200, headers: { 'x-own': 'yes' }, body: { Success: false, code, requestId } }
        : { body: { Success: false, was: status } }
    const port = await serve({ wordFault })
    const missing = await send(port, ['GET /nowhere'])
    expect(missing).toMatchObject({ status: 200, headers: { 'x-own': 'yes' }, json: { code: 'not_found' } })
    expect(await send(port, ['GET //x'])).toMatchObject({ status: 400, json: { Success: false, was: 400 } })
    expect(await send(port, [`GET /apps/${'a'.repeat(301)}`])).toMatchObject({
      status: 414,
      json: { was: 414 },
    })
  })

  test('NT-70 the log shows no credential of the target', async () => {
    const port = await serve()
    await send(port, ['GET /apps/1?client_secret=canary&code=canary'])
    await send(port, ['GET //apps/1?client_secret=canary'])
    expect(lines.join('')).toContain('client_secret=[redacted]')
    expect(lines.join('')).not.toContain('canary')
  })

  test('a request id that the caller sends is not taken over', async () => {
    const { headers } = await send(await serve(), ['GET /apps/1', 'X-Request-Id: mine'])
    expect(headers['x-request-id']).not.toBe('mine')
  })
})
