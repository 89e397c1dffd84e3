import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { minutes } from '#schema/duration.ts'
import { type RunningBff, startBff } from '#testing/bff.ts'
import type { Browser } from '#testing/browser.ts'
import { ownCertificate } from '#testing/certificates.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'

const nameOf = (state: string) => `__Host-gatewright-sign-in-${state.slice(0, 8)}`

describe.each(testDatabases())('RP-01 what protects a sign-in, on $kind', (engine) => {
  let bff: RunningBff
  beforeAll(async () => {
    bff = await startBff({
      database: await engine.open(),
      tenant: await startForeignTenant({ https: ownCertificate }),
      consoleUrl: 'https://localhost:7080',
      https: ownCertificate,
    })
  })
  afterAll(() => bff.close())

  const records = () => bff.database.read.selectFrom('bff_sign_in').selectAll().execute()

  async function begin(browser: Browser) {
    const begun = await browser.get(`${bff.url}/bff/sign-in`)
    const asked = new URL(String(begun.headers.location)).searchParams
    const answered = await browser.get(String(begun.headers.location))
    const part = (name: string) => asked.get(name) ?? ''
    return {
      callback: String(answered.headers.location),
      state: part('state'),
      cookieName: nameOf(part('state')),
      nonce: part('nonce'),
      challenge: part('code_challenge'),
      cookie: browser.cookies.get(nameOf(part('state'))) ?? '',
    }
  }

  test('each sign-in has a cookie bound to this host, and a state, nonce and challenge of its own; a record is written when it is answered', async () => {
    const before = (await records()).length
    const browser = bff.browser()
    const begun = [await begin(browser), await begin(browser), await begin(bff.browser())]
    expect((await records()).length).toBe(before)
    expect((await browser.get(begun[0]?.callback ?? '')).status).toBe(302)
    expect((await records()).length).toBe(before + 1)
    const values = begun.flatMap(({ state, nonce, challenge, cookie }) => [
      state,
      nonce,
      challenge,
      cookie.split('.')[0] ?? '',
    ])
    for (const value of values) expect(value).toMatch(/^[\w-]{43}$/)
    expect(new Set(values).size).toBe(values.length)
    // Neither the record nor what the tenant sees lets anybody make the cookie
    const kept = JSON.stringify(await records())
    for (const value of values) expect(kept).not.toContain(value)
  })

  test('the state is no session: nor is the cookie, before or after the sign-in', async () => {
    const browser = bff.browser()
    const { callback, state, cookie, cookieName } = await begin(browser)
    expect((await browser.get(callback)).status).toBe(302)
    expect(browser.cookies.has(cookieName)).toBe(false)
    for (const value of [state, cookie, cookie.split('.')[0]])
      for (const name of ['__Host-gatewright-session', 'gatewright-session']) {
        const reply = await bff.browser().get(`${bff.url}/bff/session`, { cookie: `${name}=${value}` })
        expect(reply.text).toContain('"user":null')
      }
  })

  test('an answer without the cookie, with another sign-in’s, or under the name without __Host- is refused', async () => {
    const browser = bff.browser()
    const { callback, cookie, cookieName } = await begin(browser)
    const another = (await begin(bff.browser())).cookie
    for (const sent of [
      {},
      { cookie: `${cookieName}=${another}` },
      { cookie: `${cookieName.replace('__Host-', '')}=${cookie}` },
      { cookie: `${cookieName}=` },
      { cookie: `${cookieName}=${cookie.slice(1)}` },
    ])
      expect((await bff.browser().get(callback, sent)).status).toBe(400)
    expect((await browser.get(callback)).status).toBe(302)
  })

  test('an answer with another state is refused', async () => {
    const browser = bff.browser()
    const [first, second] = [await begin(browser), await begin(browser)]
    const forged = new URL(second.callback)
    forged.searchParams.set('state', `${second.state.slice(0, 8)}${first.state.slice(8)}`)
    expect((await browser.get(forged.href)).status).toBe(400)
    expect((await browser.get(second.callback)).status).toBe(302)
    // A code of one sign-in under the state of another of the same browser: the verifier does not fit
    const third = await begin(browser)
    const mixed = new URL(third.callback)
    mixed.searchParams.set('state', first.state)
    expect((await browser.get(mixed.href)).status).toBe(400)
  })

  test('a sign-in counts once, and no longer than ten minutes', async () => {
    const browser = bff.browser()
    const once = await begin(browser)
    const cookie = `${once.cookieName}=${once.cookie}`
    const letIn = async (by: Browser, callback: string, headers = {}) =>
      String((await by.get(callback, headers)).headers['set-cookie']).includes('gatewright-session=')
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => letIn(bff.browser(), once.callback, { cookie })),
    )
    expect(replies.filter(Boolean)).toHaveLength(1)
    const inTime = await begin(browser)
    bff.pass(minutes(10) * 1000 - 5000)
    expect(await letIn(browser, inTime.callback)).toBe(true)
    const late = await begin(browser)
    bff.pass(minutes(10) * 1000)
    expect(await letIn(browser, late.callback)).toBe(false)
  })

  test('without what it was begun for, or with that of another sign-in, the right secret and state are worth nothing', async () => {
    const browser = bff.browser()
    const another = (await begin(bff.browser())).cookie.split('.')[1] ?? ''
    for (const part of ['', 'x', another, `${another.slice(0, 43)}W10`]) {
      const { callback, cookie, cookieName } = await begin(browser)
      browser.cookies.set(cookieName, `${cookie.split('.')[0]}.${part}`)
      expect((await browser.get(callback)).headers.location).toBe('/bff/sign-in')
      expect(browser.cookies.has('__Host-gatewright-session')).toBe(false)
    }
  })

  test('X-02 a flood of sign-ins that are begun leaves nothing', async () => {
    const before = (await records()).length
    const way = `/bff/sign-in?returnTo=${encodeURIComponent(`/apps?q=${'x'.repeat(1500)}`)}`
    for (let turn = 0; turn < 50; turn++)
      expect((await bff.browser().get(`${bff.url}${way}`)).status).toBe(302)
    expect(await records()).toHaveLength(before)
  })
})
