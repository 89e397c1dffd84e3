import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweep } from '#platform/database/sweep.ts'
import { hours, minutes } from '#schema/duration.ts'
import { type RunningBff, startBff } from '#testing/bff.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'
import { newPerson, sessionCookie, signingIn } from '#testing/signingIn.ts'
import { expiries } from './expiries.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let bff: RunningBff
  beforeAll(async () => {
    bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
  })
  afterAll(() => bff.close())
  const { at, userOf, whoAmI, signedIn, goToTenant, dump } = signingIn(() => bff)

  test('BF-03 NT-52 each sign-in has a new session id, and ends the session that this browser had', async () => {
    const browser = bff.browser()
    browser.cookies.set(sessionCookie, 'chosen-by-somebody-else')
    await browser.visit(at('/bff/sign-in'))
    const first = browser.cookies.get(sessionCookie) ?? ''
    expect(first).not.toBe('chosen-by-somebody-else')

    await browser.visit(at('/bff/sign-in'))
    expect(browser.cookies.get(sessionCookie)).not.toBe(first)
    expect(await userOf(browser)).not.toBeNull()
    browser.cookies.set(sessionCookie, first)
    expect(await userOf(browser)).toBeNull()
  })

  test('BF-03 also where the Strict cookie does not come along from a tenant on another site', async () => {
    const browser = await bff.signedIn()
    const old = browser.cookies.get(sessionCookie) ?? ''
    const callback = await goToTenant(browser)
    browser.cookies.delete(sessionCookie)
    await browser.get(callback)
    expect(browser.cookies.get(sessionCookie)).not.toBe(old)
    browser.cookies.set(sessionCookie, old)
    expect(await userOf(browser)).toBeNull()
  })

  test('BF-03 two people never cross, in one browser or in two', async () => {
    const [ada, bob] = [newPerson('ada@acme'), newPerson('bob@acme')]
    const [hers, his] = [await signedIn(ada), await signedIn(bob)]
    expect([(await userOf(hers))?.name, (await userOf(his))?.name]).toEqual([ada.name, bob.name])
    bff.tenant.person = bob
    await hers.visit(at('/bff/sign-in'))
    expect((await whoAmI(hers)).json()).toMatchObject({ Result: { User: bob.name } })
  })

  test('BF-10 a session ends 30 minutes after its last use', async () => {
    const browser = await bff.signedIn()
    for (let use = 0; use < 3; use++) {
      bff.pass(minutes(29) * 1000)
      expect(await userOf(browser)).not.toBeNull()
    }
    bff.pass(minutes(30) * 1000)
    expect(await userOf(browser)).toBeNull()
    expect((await whoAmI(browser)).status).toBe(401)
  })

  test('BF-10 a session ends with its token, however much it is used', async () => {
    const browser = await bff.signedIn()
    for (let used = 0; used < hours(5) - minutes(20); used += minutes(20)) {
      bff.pass(minutes(20) * 1000)
      expect(await userOf(browser)).not.toBeNull()
    }
    bff.pass(minutes(20) * 1000)
    expect(await userOf(browser)).toBeNull()
  })

  test('BF-10 a session ends after 8 hours, whatever its token says', async () => {
    bff.tenant.tokenLifetime = hours(100)
    const browser = await bff.signedIn()
    bff.tenant.tokenLifetime = hours(5)
    for (let used = 0; used < hours(8) - minutes(20); used += minutes(20)) {
      bff.pass(minutes(20) * 1000)
      expect(await userOf(browser)).not.toBeNull()
    }
    bff.pass(minutes(20) * 1000)
    expect(await userOf(browser)).toBeNull()
  })

  test('dead rows go away', async () => {
    await bff.signedIn()
    await bff.browser().get(at('/bff/sign-in'))
    bff.pass(hours(9) * 1000)
    const browser = await bff.signedIn()
    await sweep(bff, expiries)
    const rows = await bff.database.read.selectFrom('bff_session').select('key').execute()
    const begun = await bff.database.read.selectFrom('bff_sign_in').select('key').execute()
    expect([rows.length, begun.length]).toEqual([1, 1])
    expect(await userOf(browser)).not.toBeNull()
  })

  test('FT-15 with the sessions lost everybody signs in again', async () => {
    const browser = await bff.signedIn()
    await bff.database.write((tx) => tx.deleteFrom('bff_session').execute())
    expect(await userOf(browser)).toBeNull()
    expect((await whoAmI(browser)).status).toBe(401)
    await browser.visit(at('/bff/sign-in'))
    expect(await userOf(browser)).not.toBeNull()
  })

  test('NT-65 a sealed token moved to the session of another person opens nothing', async () => {
    await bff.database.write((tx) => tx.deleteFrom('bff_session').execute())
    const [hers, his] = [await signedIn(newPerson('ada@acme')), await signedIn(newPerson('bob@acme'))]
    for (const browser of [hers, his]) expect((await whoAmI(browser)).status).toBe(200)
    const rows = await bff.database.read.selectFrom('bff_session').select(['key', 'sealed_token']).execute()
    await bff.database.write(async (tx) => {
      for (const [at, { key }] of rows.entries())
        await tx
          .updateTable('bff_session')
          .set({ sealed_token: rows[1 - at]?.sealed_token ?? '' })
          .where('key', '=', key)
          .execute()
    })
    for (const browser of [hers, his]) {
      const reply = await whoAmI(browser)
      expect([reply.status, reply.json()]).toEqual([500, expect.objectContaining({ ErrorCode: 'failed' })])
    }
    expect(bff.logged()).toContain('was altered or moved from another place')
  })

  test('LO-04 NT-52 after signing out session and token are dead', async () => {
    const browser = await bff.signedIn()
    const cookie = browser.cookies.get(sessionCookie) ?? ''
    const tokens = bff.tenant.tokens.size
    const reply = await browser.post(at('/bff/sign-out'), {})
    expect(reply.json()).toEqual({ signOutUrl: null })
    expect(reply.headers['clear-site-data']).toBe('"cache"')
    expect(browser.cookies.size).toBe(0)
    expect(bff.tenant.tokens.size).toBe(tokens - 1)
    browser.cookies.set(sessionCookie, cookie)
    expect(await userOf(browser)).toBeNull()
    expect((await whoAmI(browser)).status).toBe(401)
  })

  test('LO-04 signs out here also when the tenant is down', async () => {
    const browser = await signedIn(newPerson('carol@acme'))
    bff.tenant.answers.set('/Security/Logout', (response) => response.destroy())
    expect((await browser.post(at('/bff/sign-out'), {})).status).toBe(200)
    bff.tenant.answers.clear()
    expect(await dump()).not.toContain('carol@acme')
  })

  test('FC-15 the browser is told where it goes on, when that is at the tenant', async () => {
    const tell = async (Url: string) => {
      bff.tenant.answers.set('/Gatewright/SignOut', (response, { body }) => {
        told.push(body)
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ success: true, Result: { Url } }))
      })
      const browser = await bff.signedIn()
      return (await browser.post(at('/bff/sign-out'), {})).json()
    }
    const told: string[] = []
    const there = `${bff.tenant.url}/Federation/x/SignOut?ticket=y`
    expect(await tell(there)).toEqual({ signOutUrl: there })
    expect(await tell('https://evil.test/')).toEqual({ signOutUrl: null })
    expect(told).toEqual(Array(2).fill(JSON.stringify({ ReturnTo: `${bff.url}/signed-out` })))
    bff.tenant.answers.clear()
  })

  test('a signed-out browser can sign out', async () => {
    expect((await bff.browser().post(at('/bff/sign-out'), {})).status).toBe(200)
  })
})
