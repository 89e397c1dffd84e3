import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deriveKeys } from '#platform/key.ts'
import { createLog } from '#platform/log.ts'
import { createTenantApp } from '#tenant/app.ts'
import { newFirstAdministratorToken } from '#tenant/directory/firstAdministratorToken.ts'
import { startTenant } from '#tenant/start.ts'
import type { Tables } from '#tenant/store/tables.ts'
import { consoleUrl, type AnyTenant, type RunningBff, startBff, testKey } from '#testing/bff.ts'
import { testDatabases } from '#testing/database.ts'

const tenantUrl = 'http://localhost:7081'
const ada = { user: 'ada@acme.test', password: 'correct horse battery 9' }

describe.each(testDatabases())('$kind', (engine) => {
  let bff: RunningBff<AnyTenant>
  let firstAdministratorToken: string | null
  beforeAll(async () => {
    const database = await engine.open<Tables>()
    const log = createLog({ level: 'silent' })
    const { tenant, consoleClient } = await startTenant({
      database,
      keys: deriveKeys(testKey),
      log,
      url: tenantUrl,
      consoleUrl,
    })
    const app = await createTenantApp(tenant)
    await app.listen({ host: '127.0.0.1', port: 0 })
    firstAdministratorToken = await newFirstAdministratorToken(tenant)
    const { port } = app.server.address() as AddressInfo
    bff = await startBff({
      database: database.withTables(),
      tenant: {
        url: tenantUrl,
        address: `http://127.0.0.1:${port}`,
        client: consoleClient,
        close: () => app.close(),
      },
    })
  })
  afterAll(() => bff.close())

  const at = (path: string) => `${consoleUrl}${path}`

  test('passes on why the tenant refuses the setup, and signs nobody in', async () => {
    const browser = bff.browser()
    const reply = await browser.post(at('/bff/setup'), { ...ada, token: 'made up' })
    expect(reply.json()).toMatchObject({ success: false, ErrorCode: 'gone' })
    expect(browser.cookies.size).toBe(0)
  })

  test('BF-01 creates the first administrator with the setup link and signs in as that person', async () => {
    const browser = bff.browser()
    const reply = await browser.post(at('/bff/setup'), { ...ada, token: firstAdministratorToken })
    expect(reply.json()).toEqual({
      user: { id: expect.any(String), name: ada.user, displayName: expect.any(String) },
    })
    expect([...browser.cookies.keys()]).toEqual(['gatewright-session'])
    const who = await browser.post(at('/api/Security/WhoAmI'), {})
    expect(who.json()).toMatchObject({ success: true, Result: { User: ada.user, SystemAdministrator: true } })
  })

  test('NT-47 refuses a setup that does not come from the console', async () => {
    const reply = await bff
      .browser()
      .post(at('/bff/setup'), { ...ada, token: firstAdministratorToken }, { 'x-gatewright': undefined })
    expect(reply.status).toBe(403)
  })

  test('LO-04 signs in on the page of the embedded tenant, and out there too', async () => {
    const browser = bff.browser()
    const login = await browser.visit(at('/bff/sign-in?returnTo=/applications'))
    expect(login.text).toContain('<form method="post"')
    const answer = await browser.send(login.url, {
      method: 'POST',
      headers: { origin: tenantUrl, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(ada).toString(),
    })
    const last = await browser.visit(new URL(String(answer.headers.location), tenantUrl).href)
    expect(last.url).toBe(at('/applications'))
    const offered = await browser.get(at('/api/Gatewright/Capabilities'))
    expect(offered.json()).toMatchObject({ success: true, Result: { tenant: { kind: 'embedded' } } })

    const cookie = browser.cookies.get('gatewright-session') ?? ''
    await browser.post(at('/bff/sign-out'), {})
    browser.cookies.set('gatewright-session', cookie)
    expect((await browser.post(at('/api/Security/WhoAmI'), {})).status).toBe(401)
    expect((await browser.visit(at('/bff/sign-in'))).text).toContain('<form method="post"')
  })

  test('is ready while database and tenant answer', async () => {
    expect((await bff.browser().get(at('/readyz'))).status).toBe(200)
    expect((await bff.browser().get(at('/livez'))).text).toBe('ok')
  })
})
