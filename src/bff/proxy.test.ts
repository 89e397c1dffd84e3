import { describe, expect, test } from 'vitest'
import { aliases, api, type EndpointName } from '#schema/api.ts'
import { sendJson } from '#testing/foreignTenant.ts'
import { proxied, query } from '#testing/proxied.ts'

const { bff, browser, at, post, lastSeen, answer } = await proxied()

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
