import { afterAll, beforeAll, expect, test } from 'vitest'
import { aliases, api, type EndpointName } from '#schema/api.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { routesOf } from '#testing/routes.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
})
afterAll(() => running.close())

/** What is not in the table of the tenant API, each with a protection of its own. */
const others = [
  'GET /livez',
  'GET /readyz',
  'GET /login',
  'POST /login',
  'GET /login/local',
  'POST /login/local',
  'GET /federation/:id/callback',
  'GET /federation/:id/test/:test',
  'GET /federation/:id/login',
  'POST /federation/:id/login',
  'GET /federation/program/:id',
  'POST /federation/program/:id',
  'GET /federation/goon',
  'POST /federation/goon',
  'GET /federation/:id/postlogout',
  'GET /federation/:id/signout',
  'GET /applications',
  'GET /new-password',
  'POST /new-password',
  'GET /pages/style.css',
  'GET /pages/inter.woff2',
  'POST /oauth2/token/:applicationid',
  'GET /oauth2/authorize/:applicationid',
  'POST /oauth2/authorize/:applicationid',
  'POST /oauth2/platformtoken',
  'POST /oauth2/refreshplatformtoken',
  'POST /oauth2/introspect/:applicationid',
  'POST /oauth2/revoke/:applicationid',
  'GET /oauth2/userinfo/:applicationid',
  'POST /oauth2/userinfo/:applicationid',
  'GET /oauth2/endsession/:applicationid',
  'POST /oauth2/endsession/:applicationid',
  'GET /oauth2/endsessionv2/:applicationid',
  'POST /oauth2/endsessionv2/:applicationid',
  'GET /oauth2/keys/:applicationid',
  'GET /oauth/keys',
  'GET /:applicationid/.well-known/openid-configuration',
  'GET /.well-known/openid-configuration/:applicationid',
  'GET /.well-known/oauth-authorization-server/:applicationid',
  // Preflights of programs in a browser: they say which origin may ask (PB-04)
  'OPTIONS /oauth2/token/:applicationid',
  'OPTIONS /oauth2/revoke/:applicationid',
  'OPTIONS /oauth2/userinfo/:applicationid',
  'OPTIONS /oauth2/keys/:applicationid',
  'OPTIONS /:applicationid/.well-known/openid-configuration',
  'OPTIONS /.well-known/openid-configuration/:applicationid',
  'OPTIONS /.well-known/oauth-authorization-server/:applicationid',
  // Says where the console is, and nothing else
  'GET /',
]

/** PB-03: what anybody may read by GET; where GET does something there is no HEAD. */
const withHead = (routes: string[]) =>
  routes.flatMap((route) =>
    /^GET \/(?!oauth2\/(authorize|endsession)|federation\/:id\/(?!postlogout)|applications$)/.test(route)
      ? [route, route.replace('GET', 'HEAD')]
      : [route],
  )

const endpoints = Object.entries(api) as [EndpointName, (typeof api)[EndpointName]][]

const ofTheTable = endpoints.flatMap(([name, { path, reads, access }]) =>
  [path, ...(aliases[name] ?? [])].flatMap((each) => {
    const reading = access.kind === 'public' ? ['GET', 'HEAD'] : ['GET']
    return [...(reads ? reading : []), 'POST'].map((method) => `${method} ${each.toLowerCase()}`)
  }),
)

test('AZ-01 every route has its access in the table, or stands on the short list; and every call of the table is there', () => {
  expect(routesOf(running.app).sort()).toEqual([...ofTheTable, ...withHead(others)].sort())
})

test('AZ-01 nobody gets anything from a call that is not public', async () => {
  const stranger = new ApiClient(running.url, null)
  for (const [name, { path, access }] of endpoints) {
    if (access.kind === 'public') continue
    for (const each of [path, ...(aliases[name] ?? [])]) {
      const { status, envelope } = await stranger.post(each, {})
      expect([each, status, envelope.ErrorCode]).toEqual([each, 401, 'unauthenticated'])
    }
  }
})

test('AZ-01 what is public is signing in, the setup link and that a tenant answers, nothing else', () => {
  expect(endpoints.filter(([, { access }]) => access.kind === 'public').map(([name]) => name)).toEqual([
    'startAuthentication',
    'advanceAuthentication',
    'oobAuthStatus',
    'cleanupAuthentication',
    'createAdministrator',
    'sysInfoAbout',
    'sysInfoVersion',
  ])
})

test('BF-05 a call that changes something is no GET, and takes no other word for its method', async () => {
  for (const [, { path, reads }] of endpoints) {
    if (reads) continue
    for (const [method, headers] of [
      ['GET', {}],
      ['PUT', {}],
      ['DELETE', {}],
      ['GET', { 'x-http-method-override': 'POST' }],
    ] as const) {
      const reply = await fetch(running.url + path, {
        method,
        headers: { authorization: `Bearer ${running.admin.bearer}`, ...headers },
      })
      expect([path, method, reply.status]).toEqual([path, method, 404])
    }
  }
})
