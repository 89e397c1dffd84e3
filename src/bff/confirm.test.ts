import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningBff, startBff } from '#testing/bff.ts'
import type { Browser } from '#testing/browser.ts'
import { testDatabases } from '#testing/database.ts'
import { sendJson, startForeignTenant } from '#testing/foreignTenant.ts'

const sessionCookie = 'gatewright-session'

describe.each(testDatabases())('$kind', (engine) => {
  let bff: RunningBff
  beforeAll(async () => {
    bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
  })
  afterAll(() => bff.close())

  const at = (path: string) => `${bff.url}${path}`
  const userOf = async (browser: Browser) =>
    ((await browser.get(at('/bff/session'))).json() as { user: { name: string } | null }).user?.name
  const whoAmI = (browser: Browser) => browser.post(at('/api/Security/WhoAmI'), {})

  /** Whoever is asked to confirm: where the tenant is asked, and where it sends the browser. */
  async function confirming(browser: Browser, path = '/bff/confirm') {
    const { headers } = await browser.get(at(path))
    const asked = new URL(String(headers.location))
    const answered = await browser.get(asked.href)
    return { asked: asked.searchParams, callback: String(answered.headers.location) }
  }

  test('BF-14 asks the tenant for a new sign-in of the same person, and for nobody else', async () => {
    const browser = await bff.signedIn()
    const { asked } = await confirming(browser)
    expect(asked.get('prompt')).toBe('login')
    expect(asked.get('login_hint')).toBe(bff.tenant.person.name)
    const [, claims = ''] = asked.get('id_token_hint')?.split('.') ?? []
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      sub: bff.tenant.person.id,
    })
    const rows = await bff.database.read.selectFrom('bff_session').selectAll().execute()
    expect(rows.some((row) => row.sealed_id_token !== null)).toBe(true)
    expect(JSON.stringify(rows)).not.toContain(claims)
  })

  test('BF-03 BF-14 the session goes on under a new id, and the old one is dead', async () => {
    const browser = await bff.signedIn()
    const before = browser.cookies.get(sessionCookie) ?? ''
    const { callback } = await confirming(browser)
    const last = await browser.visit(callback)
    expect([last.status, last.url]).toEqual([200, at('/bff/confirmed')])
    expect(last.text).toContain('<script src="/bff/confirmed.js" defer></script>')
    expect((await browser.get(at('/bff/confirmed.js'))).text).toContain("'gatewright-confirmed'")
    expect(browser.cookies.get(sessionCookie)).not.toBe(before)
    expect(await userOf(browser)).toBe(bff.tenant.person.name)
    expect((await whoAmI(browser)).status).toBe(200)
    const cookie = `${sessionCookie}=${before}`
    expect((await bff.browser().post(at('/api/Security/WhoAmI'), {}, { cookie })).status).toBe(401)
  })

  test('BF-14 somebody else confirms nothing, in words, and the session stays', async () => {
    const browser = await bff.signedIn()
    const { name } = bff.tenant.person
    const before = browser.cookies.get(sessionCookie)
    const person = bff.tenant.person
    bff.tenant.person = { id: randomUUID(), name: 'eve@acme', displayName: 'Eve' }
    const { callback } = await confirming(browser)
    const reply = await browser.get(callback)
    bff.tenant.person = person
    expect(reply.status).toBe(403)
    expect(reply.text).toContain('You signed in as eve@acme')
    expect(reply.text).toContain('<a href="/bff/confirm">Try again</a>')
    expect(browser.cookies.get(sessionCookie)).toBe(before)
    expect(await userOf(browser)).toBe(name)
  })

  test('BF-14 an earlier sign-in that the tenant sends back confirms nothing, and its token is revoked', async () => {
    const browser = await bff.signedIn()
    const alive = bff.tenant.tokens.size
    const before = browser.cookies.get(sessionCookie)
    const unchanged = bff.tenant.changeIdToken
    bff.tenant.changeIdToken = (claims) => ({ ...claims, auth_time: (claims.iat ?? 0) - 120 })
    const { callback } = await confirming(browser)
    const reply = await browser.get(callback)
    bff.tenant.changeIdToken = unchanged
    expect(reply.status).toBe(403)
    expect(reply.text).toContain('<h1>Nothing was confirmed</h1>')
    expect(reply.text).toContain('<a href="/bff/confirm">Try again</a>')
    expect(browser.cookies.get(sessionCookie)).toBe(before)
    expect(bff.tenant.tokens.size).toBe(alive)
  })

  test('comes back to a page of the console where no window can be opened, and to no other place (RD-05)', async () => {
    for (const [returnTo, end] of [
      ['/roles/x/rights?a=b', '/roles/x/rights?a=b'],
      ['//evil.test', '/'],
    ]) {
      const browser = await bff.signedIn()
      const { callback } = await confirming(
        browser,
        `/bff/confirm?returnTo=${encodeURIComponent(returnTo ?? '')}`,
      )
      expect((await browser.get(callback)).headers.location).toBe(at(end ?? ''))
    }
  })

  test('without a session it is a sign-in', async () => {
    const browser = bff.browser()
    const { asked, callback } = await confirming(browser)
    expect(asked.get('prompt')).toBeNull()
    expect((await browser.visit(callback)).url).toBe(at('/bff/confirmed'))
    expect(await userOf(browser)).toBe(bff.tenant.person.name)
  })

  test('BF-14 a call that asks for a recent proof is passed on and ends no session', async () => {
    const browser = await bff.signedIn()
    const refusal = { success: false, Message: 'again', ErrorCode: 'reauthentication_required' }
    bff.tenant.answers.set('/Redrock/query', (response) => {
      response.setHeader('www-authenticate', 'Bearer error="insufficient_user_authentication", max_age=300')
      sendJson(response, 401, refusal)
    })
    const reply = await browser.post(at('/api/Redrock/query'), {})
    bff.tenant.answers.clear()
    expect([reply.status, reply.json()]).toEqual([401, refusal])
    expect((await whoAmI(browser)).status).toBe(200)
  })
})
