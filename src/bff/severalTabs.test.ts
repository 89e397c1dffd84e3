import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hours, minutes } from '#schema/duration.ts'
import { type RunningBff, startBff } from '#testing/bff.ts'
import type { Browser } from '#testing/browser.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'

describe.each(testDatabases())('PB-09 on $kind', (engine) => {
  let bff: RunningBff
  beforeAll(async () => {
    bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
  })
  afterAll(() => bff.close())

  const at = (path: string) => `${bff.url}${path}`
  const wayTo = (page: string) => at(`/bff/sign-in?returnTo=${encodeURIComponent(page)}`)
  const signInCookies = (browser: Browser) =>
    [...browser.cookies].filter(([name]) => name.startsWith('gatewright-sign-in'))

  /** Where the tenant sends the browser once somebody has typed a password there. */
  async function answered(browser: Browser, begun: { headers: { location?: string | undefined } }) {
    return String((await browser.get(String(begun.headers.location))).headers.location)
  }

  test('tabs that begin at the same moment all arrive at their own page, in any order', async () => {
    const browser = bff.browser()
    const pages = ['/apps?q=a', '/users/ada', '/events#last', '/']
    const begun = await Promise.all(pages.map((page) => browser.get(wayTo(page))))
    const callbacks = await Promise.all(begun.map((each) => answered(browser, each)))
    for (const index of [2, 0, 3, 1]) {
      const last = await browser.visit(callbacks[index] ?? '')
      expect([last.status, last.url]).toEqual([200, at(pages[index] ?? '')])
    }
    expect(signInCookies(browser)).toEqual([])
  })

  test.each([minutes(11), hours(1), hours(23)])(
    'a page left lying for %d s leads where it was going',
    async (lay) => {
      const browser = bff.browser()
      const callback = await answered(browser, await browser.get(wayTo('/apps?q=a#end')))
      bff.pass(lay * 1000)
      const last = await browser.visit(callback)
      expect([last.status, last.url]).toEqual([200, at('/apps?q=a#end')])
      expect((await browser.get(at('/bff/session'))).text).toContain(bff.tenant.person.name)
    },
  )

  test('a form that is sent twice leads there as well', async () => {
    const browser = bff.browser()
    const begun = await browser.get(wayTo('/apps'))
    const [once, twice] = [await answered(browser, begun), await answered(browser, begun)]
    const held = new Map(browser.cookies)
    await browser.get(once)
    // The browser had gone on before the first answer reached it
    browser.cookies.clear()
    for (const [name, value] of held) browser.cookies.set(name, value)
    expect((await browser.visit(twice)).url).toBe(at('/apps'))
  })

  test('who confirms too late is asked again, and not sent to an error', async () => {
    const browser = await bff.signedIn()
    const { headers } = await browser.get(at('/bff/confirm?returnTo=%2Froles'))
    const callback = await answered(browser, { headers })
    bff.pass(minutes(11) * 1000)
    const late = await browser.get(callback)
    expect(late.headers.location).toBe('/bff/confirm?returnTo=%2Froles')
    expect((await browser.visit(at(String(late.headers.location)))).url).toBe(at('/roles'))
  })

  test('BF-12 however many are begun, their cookies stay few and small, and the newest count', async () => {
    const browser = bff.browser()
    let begun = await browser.get(wayTo('/'))
    for (let tab = 0; tab < 20; tab++) begun = await browser.get(wayTo(`/apps?q=${'x'.repeat(1500)}${tab}`))
    expect(signInCookies(browser).length).toBe(8)
    expect(signInCookies(browser).flat().join('').length).toBeLessThan(6000)
    const last = await browser.visit(await answered(browser, begun))
    expect(last.url).toBe(at(`/apps?q=${'x'.repeat(1500)}19`))
  })

  test.each(['//evil.test', 'https://evil.test', '/bff/sign-out', '/api/x'])(
    'RD-05 a cookie that somebody wrote leads nowhere else: %s',
    async (target) => {
      const browser = bff.browser()
      const callback = await answered(browser, await browser.get(wayTo('/apps')))
      const [[name, value] = ['', '']] = signInCookies(browser)
      browser.cookies.set(name, `${value.split('.')[0]}.${Buffer.from(target).toString('base64url')}`)
      bff.pass(minutes(11) * 1000)
      expect((await browser.get(callback)).headers.location).toBe('/bff/sign-in')
    },
  )
})
