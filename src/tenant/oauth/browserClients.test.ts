import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oauthOf } from '#testing/oauth.ts'
import { routesOf } from '#testing/routes.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

const page = 'https://shop.test'
const redirects = [
  `${page}/cb`,
  'https://other.test:8443/cb',
  'https://localhost:9443/cb',
  'http://localhost:3000/cb',
  'http://127.0.0.1/cb',
  'http://[::1]/cb',
]

let running: TestTenant
let bearer: string
beforeAll(async () => {
  running = await bootTenant()
  const flow = oauthOf(running)
  const profile = { ClientIDType: 0, AllowedClients: ['shop'], Redirects: redirects }
  await flow.application('shop', { profile })
  await flow.application('elsewhere')
  bearer = running.admin.bearer ?? ''
})
afterAll(() => running.close())

const ask = (path: string, origin: string | null, { headers, ...init }: RequestInit = {}) =>
  fetch(`${running.url}/${path}`, {
    redirect: 'manual',
    ...init,
    headers: { ...(origin === null ? {} : { origin }), ...(headers as Record<string, string>) },
  })

const allowed = (reply: Response) => reply.headers.get('access-control-allow-origin')
const namesOf = (reply: Response) =>
  [...reply.headers.keys()].filter((name) => name.startsWith('access-control')).sort()

const open: [string, string, number][] = [
  ['GET', 'shop/.well-known/openid-configuration', 200],
  ['GET', '.well-known/openid-configuration/shop', 200],
  ['GET', '.well-known/oauth-authorization-server/shop', 200],
  ['GET', 'OAuth2/Keys/shop', 200],
  ['POST', 'OAuth2/Token/shop', 400],
  ['POST', 'oauth2/token/shop/', 400],
  ['POST', 'OAuth2/Revoke/shop', 400],
  ['GET', 'OAuth2/UserInfo/shop', 401],
  ['POST', 'OAuth2/UserInfo/shop', 401],
]

describe('PB-04 the page of a registered redirect reads', () => {
  test.each(open)('%s %s, refusals included', async (method, path, status) => {
    const reply = await ask(path, page, { method })
    expect(reply.status).toBe(status)
    expect(allowed(reply)).toBe(page)
    expect(reply.headers.get('vary')).toBe('Origin')
    expect(namesOf(reply)).toEqual(['access-control-allow-origin', 'access-control-expose-headers'])
  })

  test.each(open)('%s %s after a preflight, which is kept', async (method, path) => {
    const reply = await ask(path, page, {
      method: 'OPTIONS',
      headers: {
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,content-type,mcp-protocol-version',
      },
    })
    expect(reply.status).toBe(204)
    expect(allowed(reply)).toBe(page)
    expect(reply.headers.get('vary')).toBe('Origin')
    expect(reply.headers.get('access-control-allow-methods')).toMatch(new RegExp(`\\b${method}\\b`))
    expect(reply.headers.get('access-control-allow-headers')).toMatch(
      /^Authorization, Content-Type, MCP-Protocol-Version\b/,
    )
    expect(Number(reply.headers.get('access-control-max-age'))).toBeGreaterThan(0)
    expect(reply.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('a body that cannot be read, and a server that has no time', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const tooLarge = await ask('OAuth2/Token/shop', page, {
      method: 'POST',
      headers,
      body: 'a'.repeat(70_000),
    })
    expect([tooLarge.status, allowed(tooLarge)]).toEqual([413, page])
  })

  test.each([
    'https://other.test:8443',
    'https://localhost:9443',
    'http://localhost:3000',
    'http://localhost:51004',
    'http://localhost',
    'http://127.0.0.1:51004',
    'http://[::1]:51004',
  ])('from %s', async (origin) => {
    expect(allowed(await ask('OAuth2/Keys/shop', origin))).toBe(origin)
  })
})

describe('PB-04 nobody else reads', () => {
  test.each([
    'https://evil.test',
    'http://shop.test',
    'https://shop.test:8443',
    'https://shop.test.evil.test',
    'https://SHOP.test',
    'https://shop.test/',
    'https://other.test',
    'https://localhost:9444',
    'http://localhost.evil.test:3000',
    'http://127.0.0.2',
    'http://localhost:65536',
    'http://localhost:3000, https://shop.test',
    'null',
  ])('%s', async (origin) => {
    for (const method of ['GET', 'OPTIONS']) {
      const reply = await ask('OAuth2/Keys/shop', origin, { method })
      expect([method, reply.headers.get('vary'), namesOf(reply)]).toEqual([method, 'Origin', []])
    }
  })

  test('a caller that is no page is told that the answer depends on who asks', async () => {
    const reply = await ask('OAuth2/Keys/shop', null)
    expect([reply.headers.get('vary'), namesOf(reply)]).toEqual(['Origin', []])
  })

  test('at another application, or at none', async () => {
    for (const path of ['OAuth2/Keys/elsewhere', 'OAuth2/Keys/nothing', 'oauth/keys'])
      expect([path, namesOf(await ask(path, page))]).toEqual([path, []])
  })

  test('PB-04 BF-06 at any other address of the tenant, whatever it answers', async () => {
    const isOpen = (path: string) =>
      /^\/(oauth2\/(token|revoke|userinfo|keys)\/:|(:applicationid\/)?\.well-known\/)/.test(path)
    const routes = routesOf(running.app).map((route) => route.split(' ') as [string, string])
    const closed = routes.filter(([, path]) => !isOpen(path))
    expect(closed.length).toBeGreaterThan(100)
    for (const [method, path] of closed)
      for (const each of new Set([method, 'OPTIONS'])) {
        const reply = await ask(path.slice(1).replace(':applicationid', 'shop'), page, {
          method: each,
          headers: { authorization: `Bearer ${path.includes('logout') ? 'nothing' : bearer}` },
        })
        expect([each, path, namesOf(reply)]).toEqual([each, path, []])
      }
  })
})
