import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startBff } from '#testing/bff.ts'
import { sendJson, startForeignTenant } from '#testing/foreignTenant.ts'
import { type Answer, proxied, query, shown, unavailable } from '#testing/proxied.ts'

const { engine, bff, browser, at, post, answer } = await proxied()

describe('NT-69 FT-07 what no tenant API would answer becomes a 502 that says what to do', () => {
  test.each<[string, Answer]>([
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

  test.each<[string, Answer]>([
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

  test('a file that a call streams may be larger and take longer, as long as it goes on', async () => {
    answer('/Gatewright/Export/Events', (response) => {
      response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' })
      let parts = 0
      const next = setInterval(() => {
        if (parts++ < 20) response.write('a'.repeat(1_000_000))
        else response.end()
      }, 100)
      response.on('close', () => clearInterval(next))
    })
    const from = performance.now()
    const reply = await post('/Gatewright/Export/Events')
    expect(reply.text).toHaveLength(20_000_000)
    expect(performance.now() - from).toBeGreaterThan(1500)
    expect(reply.headers['content-disposition']).toBe('attachment')
  })

  test.each<[string, Answer]>([
    ['of another type', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')],
    [
      'that leads elsewhere',
      (response) => response.writeHead(200, { 'content-type': 'text/csv', location: '/x' }).end('a'),
    ],
    ['as a fault', (response) => response.writeHead(500, { 'content-type': 'text/csv' }).end('a')],
  ])('a file %s is not passed on', async (_, say) => {
    answer('/Gatewright/Export/Events', say)
    expect(shown(await post('/Gatewright/Export/Events'))).toEqual(unavailable(502))
  })

  test('a file of a call that gives none is not passed on, and one that stands still is broken off', async () => {
    answer(query, (response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('a'))
    expect(shown(await post(query))).toEqual(unavailable(502))
    answer('/Gatewright/Export/Events', (response) => {
      response.writeHead(200, { 'content-type': 'text/csv' }).write('a')
    })
    await expect(post('/Gatewright/Export/Events')).rejects.toThrow(/aborted|hang up|ECONNRESET/)
  })

  test('a reply of less than 10 MB passes', async () => {
    answer(query, (response) => sendJson(response, 200, 'a'.repeat(9_000_000)))
    expect((await post(query)).text).toHaveLength(9_000_002)
  })
})

test('FT-07 a tenant that is down is a 502, and the page that calls goes on', async () => {
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
