import { randomUUID } from 'node:crypto'
import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { minutes } from '#schema/duration.ts'
import { type RunningBff, startBff } from '#testing/bff.ts'
import type { Reply } from '#testing/browser.ts'
import { testDatabases } from '#testing/database.ts'
import { sendJson, startForeignTenant } from '#testing/foreignTenant.ts'
import { sessionCookie, signingIn } from '#testing/signingIn.ts'

const signInCookie = (callback: string) =>
  `gatewright-sign-in-${new URL(callback).searchParams.get('state')?.slice(0, 8)}`

describe.each(testDatabases())('$kind', (engine) => {
  let bff: RunningBff
  beforeAll(async () => {
    bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
  })
  afterAll(() => bff.close())
  const { at, goToTenant } = signingIn(() => bff)

  function expectProblemPage(reply: Reply, words: string): void {
    expect(reply.status).toBe(400)
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(reply.text).toContain(words)
    expect(reply.text).toContain('<a href="/bff/sign-in">Sign in again</a>')
    expect(reply.text).toContain(`<code>${String(reply.headers['x-request-id'])}</code>`)
  }

  test('BF-11 refuses an answer without the cookie, or with that of another sign-in', async () => {
    const [attacker, victim] = [bff.browser(), bff.browser()]
    const callback = await goToTenant(attacker)
    expectProblemPage(await victim.get(callback), 'This sign-in cannot be completed')
    const own = await goToTenant(victim)
    expectProblemPage(await victim.get(callback), 'This sign-in cannot be completed')
    victim.cookies.set(signInCookie(callback), victim.cookies.get(signInCookie(own)) ?? '')
    expectProblemPage(await victim.get(callback), 'This sign-in cannot be completed')
    expect(victim.cookies.has(sessionCookie)).toBe(false)
    expect(victim.cookies.has(signInCookie(own))).toBe(true) // and the victim's own sign-in goes on
    expect((await attacker.get(callback)).status).toBe(302)
  })

  test('BF-11 a second and a late answer give no session: the sign-in is begun anew', async () => {
    const browser = bff.browser()
    const callback = await goToTenant(browser, '/apps?q=a')
    const cookie = browser.cookies.get(signInCookie(callback)) ?? ''
    expect((await browser.get(callback)).headers.location).toBe(at('/apps?q=a'))
    browser.cookies.clear()
    browser.cookies.set(signInCookie(callback), cookie)
    const anew = '/bff/sign-in?returnTo=%2Fapps%3Fq%3Da'
    expect((await browser.get(callback)).headers.location).toBe(anew)

    const late = await goToTenant(browser, '/apps?q=a')
    bff.pass(minutes(10) * 1000)
    expect((await browser.get(late)).headers.location).toBe(anew)
    expect(browser.cookies.has(sessionCookie)).toBe(false)
  })

  test('BF-11 of 20 parallel answers to one sign-in one is taken', async () => {
    const browser = bff.browser()
    const callback = await goToTenant(browser)
    const cookie = `${signInCookie(callback)}=${browser.cookies.get(signInCookie(callback))}`
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => bff.browser().get(callback, { cookie })),
    )
    const given = ({ headers }: Reply) => String(headers['set-cookie']).includes(`${sessionCookie}=`)
    expect(replies.filter(given)).toHaveLength(1)
    expect(replies.filter(({ headers }) => headers.location === '/bff/sign-in?returnTo=%2F')).toHaveLength(19)
  })

  test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['TK-03 refuses an ID token without a nonce', (claims) => ({ ...claims, nonce: undefined })],
    ['TK-03 refuses an ID token with another nonce', (claims) => ({ ...claims, nonce: 'another' })],
    ['TK-02 refuses an ID token for another client', (claims) => ({ ...claims, aud: 'another' })],
    [
      'TK-02 refuses an ID token of the issuer without its slash',
      (claims) => ({ ...claims, iss: String(claims['iss']).slice(0, -1) }),
    ],
    ['refuses an ID token that has expired', (claims) => ({ ...claims, exp: Number(claims['iat']) - 60 })],
    [
      'refuses an ID token that names another user than the access token',
      (claims) => ({ ...claims, sub: randomUUID() }),
    ],
  ])('%s', async (_, change) => {
    const browser = bff.browser()
    bff.tenant.changeIdToken = change
    const reply = await browser.visit(at('/bff/sign-in'))
    bff.tenant.changeIdToken = (claims) => claims
    expect(reply.status).toBe(400)
    expect(reply.text).toContain('Sign in again')
    expect(bff.logged()).toMatch(
      new RegExp(`"level":"warn".*${String(reply.headers['x-request-id'])}.*not completed`),
    )
    expect(browser.cookies.size).toBe(0)
  })

  test('TK-01 refuses an ID token not signed with the key of the tenant', async () => {
    const browser = bff.browser()
    const { signingKey } = bff.tenant
    bff.tenant.signingKey = (await generateKeyPair('RS256')).privateKey
    expectProblemPage(await browser.visit(at('/bff/sign-in')), 'The sign-in could not be verified')
    bff.tenant.signingKey = signingKey
    expect(browser.cookies.size).toBe(0)
  })

  test('AS-06 refuses the answer of another issuer', async () => {
    bff.tenant.changeAnswer = (parameters) => parameters.set('iss', 'http://localhost:7081/other/')
    const reply = await bff.browser().visit(at('/bff/sign-in'))
    bff.tenant.changeAnswer = () => {}
    expectProblemPage(reply, 'The sign-in could not be verified')
  })

  test('AS-17 shows what the tenant says as text', async () => {
    bff.tenant.changeAnswer = (parameters) => {
      parameters.delete('code')
      parameters.set('error', 'access_denied')
      parameters.set('error_description', '<img src=x onerror=alert(1)>\r\n"not allowed" & more')
    }
    const reply = await bff.browser().visit(at('/bff/sign-in'))
    bff.tenant.changeAnswer = () => {}
    expectProblemPage(reply, 'The tenant refused the sign-in')
    expect(reply.text).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;not allowed&quot; &amp; more')
    expect(reply.text).not.toContain('<img')
  })

  test('says so when the token does not open the tenant API', async () => {
    bff.tenant.answers.set('/Security/WhoAmI', (response) => sendJson(response, 403, { success: false }))
    const reply = await bff.browser().visit(at('/bff/sign-in'))
    bff.tenant.answers.clear()
    expectProblemPage(reply, 'The tenant does not let the console in')
  })

  test('FT-07 says so when the tenant breaks off the sign-in', async () => {
    bff.tenant.answers.set('/OAuth2/Token/__console', (response) => response.destroy())
    const reply = await bff.browser().visit(at('/bff/sign-in'))
    bff.tenant.answers.clear()
    expect(reply.status).toBe(502)
    expect(reply.text).toContain('The tenant does not answer')
  })
})
