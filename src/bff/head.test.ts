import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type RunningBff } from '#testing/bff.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'
import { getAndHead } from '#testing/headLikeGet.ts'
import { routesOf } from '#testing/routes.ts'

const [engine] = testDatabases()
let bff: RunningBff
beforeAll(async () => {
  if (!engine) throw new Error('no database')
  bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
})
afterAll(() => bff.close())

/** GET begins a sign-in here, or completes one. */
const acting = ['/bff/sign-in', '/bff/confirm', '/callback']
test('PB-03 HEAD of every GET but those that act says what GET says, without a body', async () => {
  const pathsOf = (method: string) =>
    routesOf(bff.app).flatMap((route) => (route.startsWith(`${method} `) ? [route.split(' ')[1] ?? ''] : []))
  const open = pathsOf('GET').filter((path) => !acting.includes(path))
  expect(open.length).toBeGreaterThan(5)
  expect(pathsOf('HEAD').sort()).toEqual(open.sort())
  const pages = ['/', '/apps', '/assets/main-5f3a.js', '/assets/gone-0000.js', '/favicon.svg']
  for (const path of [...open.filter((path) => path !== '*'), ...pages]) {
    const { get, head } = await getAndHead(bff.address + path, new URL(bff.url).host)
    expect([path, head]).toEqual([path, { ...get, body: '' }])
  }
})

test('BF-05 HEAD begins no sign-in', async () => {
  for (const path of acting) {
    const reply = await bff.browser().send(`${bff.url}${path}`, { method: 'HEAD' })
    expect([path, reply.headers['set-cookie']]).toEqual([path, undefined])
  }
})
