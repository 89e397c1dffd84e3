import { afterAll, beforeAll, expect, test } from 'vitest'
import { aliases, api, type EndpointName } from '#schema/api.ts'
import { getAndHead } from '#testing/headLikeGet.ts'
import { oauthOf } from '#testing/oauth.ts'
import { routesOf } from '#testing/routes.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
  await oauthOf(running).application('portal')
})
afterAll(() => running.close())

/** GET does something here: it gives a code, begins a sign-in or signs somebody out; or it is for whoever is signed in. */
const acting = [
  '/oauth2/authorize/:applicationid',
  '/oauth2/endsession/:applicationid',
  '/oauth2/endsessionv2/:applicationid',
  '/federation/:id/callback',
  '/federation/:id/test/:test',
  '/federation/:id/login',
  '/federation/:id/signout',
  '/applications',
]

const guarded = new Set(
  (Object.entries(api) as [EndpointName, (typeof api)[EndpointName]][])
    .filter(([, { access }]) => access.kind !== 'public')
    .flatMap(([name, { path }]) => [path, ...(aliases[name] ?? [])].map((each) => each.toLowerCase())),
)

test('PB-03 HEAD of every public GET says what GET says, without a body', async () => {
  const pathsOf = (method: string) =>
    routesOf(running.app).flatMap((route) =>
      route.startsWith(`${method} `) ? [route.split(' ')[1] ?? ''] : [],
    )
  const open = pathsOf('GET').filter((path) => !guarded.has(path) && !acting.includes(path))
  expect(open).toContain('/sysinfo/about')
  expect(pathsOf('HEAD').sort()).toEqual(open.sort())
  for (const path of open) {
    const { get, head } = await getAndHead(running.url + path.replace(':applicationid', 'portal'))
    expect([path, head]).toEqual([path, { ...get, body: '' }])
    expect([path, get.body === '']).toEqual([path, get.status === 302])
  }
})

test('BF-05 HEAD gives no code and signs nobody out', async () => {
  for (const path of acting) {
    const reply = await fetch(running.url + path.replace(':applicationid', 'portal'), {
      method: 'HEAD',
      headers: { authorization: `Bearer ${running.admin.bearer}` },
    })
    expect([path, reply.status]).toEqual([path, 404])
  }
  expect(await running.admin.result('/Security/WhoAmI')).toMatchObject({ User: 'ada@acme.test' })
})
