import { afterEach, expect, test } from 'vitest'
import { type RunningBff, startBff } from '#testing/bff.ts'
import { otherCertificate, ownCertificate } from '#testing/certificates.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'

const [engine] = testDatabases()
const running: RunningBff[] = []
afterEach(async () => {
  for (const bff of running.splice(0)) await bff.close()
})

type Sides = { console?: string; tenant?: typeof ownCertificate; database?: RunningBff['database'] }

/** A bff with a certificate of its own before a tenant that shows the same or another one. */
async function start({ console = 'https://localhost:7080', tenant = ownCertificate, database }: Sides = {}) {
  if (!engine) throw new Error('no database')
  const bff = await startBff({
    database: database ?? (await engine.open()),
    tenant: await startForeignTenant({ https: tenant }),
    consoleUrl: console,
    https: ownCertificate,
  })
  running.push(bff)
  return bff
}

test('BF-02 with TLS cookies are Secure and bound to the host', async () => {
  const bff = await start()
  const browser = bff.browser()
  const begun = await browser.get(`${bff.url}/bff/sign-in`)
  expect(begun.headers['set-cookie']).toEqual([
    expect.stringMatching(
      /^__Host-gatewright-sign-in-[\w-]{8}=[\w-]{43}\.[\w-]+; Max-Age=86400; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ])
  const answered = await browser.get(String(begun.headers.location))
  const done = await browser.get(String(answered.headers.location))
  expect(done.headers['set-cookie']).toContainEqual(
    expect.stringMatching(
      /^__Host-gatewright-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    ),
  )
  expect([...browser.cookies.keys()]).toEqual(['__Host-gatewright-session'])
})

test('BF-02 with TLS a cookie that any other server of the host may set is no session', async () => {
  const bff = await start()
  const browser = await bff.signedIn()
  const cookie = `gatewright-session=${browser.cookies.get('__Host-gatewright-session')}`
  expect((await browser.get(`${bff.url}/bff/session`, { cookie })).text).toContain('"user":null')
})

test('a tenant that shows the certificate of this very server is believed, by both ways to it', async () => {
  const bff = await start()
  const browser = await bff.signedIn()
  expect((await browser.post(`${bff.url}/api/Redrock/query`, {})).status).toBe(200)
})

test('a tenant that shows any other certificate gets no token, secret or password', async () => {
  const good = await start()
  const browser = await good.signedIn()
  const bff = await start({ tenant: otherCertificate, database: good.database })
  const elsewhere = bff.browser()
  expect((await elsewhere.visit(`${bff.url}/bff/sign-in`)).status).toBe(502)
  expect((await elsewhere.post(`${bff.url}/bff/setup`, { password: 'x' })).status).toBe(502)
  for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value)
  expect((await elsewhere.get(`${bff.url}/bff/session`)).text).toContain(good.tenant.person.name)
  expect((await elsewhere.post(`${bff.url}/api/Redrock/query`, {})).status).toBe(502)
  expect(bff.tenant.seen).toEqual([])
})

test('FE-02 HSTS for a year under a public name, never on loopback', async () => {
  const bff = await start({ console: 'https://console.acme.test' })
  const { headers } = await bff.browser().get(bff.url)
  expect(headers['strict-transport-security']).toBe('max-age=31536000')
  const local = await start()
  expect((await local.browser().get(local.url)).headers).not.toHaveProperty('strict-transport-security')
})
