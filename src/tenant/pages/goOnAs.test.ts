import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { password } from '#testing/people.ts'
import {
  addressOf,
  answerIn,
  pageOf,
  plainBrowser,
  type PlainBrowser,
  type Sight,
} from '#testing/plainBrowser.ts'

// Somebody is signed in in this browser, and another one comes back from an identity provider.

describe.each(testDatabases())('somebody else comes back, $kind', (engine) => {
  const at = federationTenant({ engine })
  const local = 'amal@acme.test'
  const asked = 'Go on as ben@partner.test?'

  /** A browser in which somebody is signed in who has their account here. */
  async function signedInHere(): Promise<PlainBrowser> {
    if (!(await userIs(local))) await at.people.addUser('amal')
    const browser = plainBrowser(at.running.url)
    await browser.follow(await browser.submit(await browser.open(at.link), { user: local }), {
      person: { user: local, password },
    })
    expect(await whoIs(browser)).toBe(local)
    return browser
  }
  const userIs = (name: string) =>
    at.running.tenant.database.read
      .selectFrom('user')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirst()
  /** Whoever is signed in, as the page of applications says. */
  async function whoIs(browser: PlainBrowser): Promise<string | undefined> {
    const { html } = pageOf(await browser.open('/Applications'))
    return /\w+@[a-z.]+/.exec(html)?.[0]
  }
  /** What is seen when the identity provider sends somebody, whom it knows as Ben. */
  async function comes(browser: PlainBrowser): Promise<Sight> {
    at.idp.state.person = { sub: 'ben', preferred_username: 'ben@partner.test', name: 'Ben' }
    return browser.open(await at.federation.back(await browser.open(`/Federation/${at.id}/Login`)))
  }
  const sessionsOf = async (name: string) => {
    const id = (await userIs(name))?.id ?? ''
    const rows = await at.running.tenant.database.read
      .selectFrom('login_session')
      .select('ended_at')
      .where('user_id', '=', id)
      .execute()
    return rows.filter(({ ended_at }) => ended_at === null).length
  }

  test('FC-14 nobody is signed out by another one who comes: they are asked, and stay if they say so', async () => {
    const browser = await signedInHere()
    const page = pageOf(await comes(browser))
    expect([page.status, page.title]).toEqual([200, asked])
    expect(page.html).toContain(`You are signed in as <strong>${local}</strong>`)
    expect(await whoIs(browser)).toBe(local)
    expect(await sessionsOf('ben@partner.test')).toBe(0)
    const stayed = pageOf(await browser.submit(page, { choice: 'stay' }))
    expect(at.federation.leadsTo(stayed)?.pathname).toBe('/Applications')
    expect(await whoIs(browser)).toBe(local)
  })

  test('FC-14 who goes on is signed in as the other one, and the first one is signed out, once', async () => {
    const browser = await signedInHere()
    const before = await sessionsOf(local)
    const page = await comes(browser)
    const gone = pageOf(await browser.submit(page, { choice: 'goOn' }))
    expect(at.federation.leadsTo(gone)?.pathname).toBe('/Applications')
    expect(await whoIs(browser)).toBe('ben@partner.test')
    expect(await sessionsOf(local)).toBe(before - 1)
    expect(pageOf(await browser.submit(page, { choice: 'goOn' })).title).toBe('This sign-in is over')
  })

  test('FC-14 from an application the same, and it is answered for whoever goes on', async () => {
    const browser = await signedInHere()
    at.idp.state.person = { sub: 'ben', preferred_username: 'ben@partner.test' }
    const again = `${at.link}&prompt=login`
    const page = pageOf(await at.federation.signIn('ben@partner.test', again, browser))
    expect(page.title).toBe(asked)
    const gone = pageOf(await browser.submit(page, { choice: 'goOn' }))
    const on = at.federation.leadsTo(gone)
    expect(addressOf(answerIn(await browser.open(on ?? '')))).toMatch(/^https:\/\/app\.test\/cb\?code=/)
  })

  test('the same person is not asked, and neither is a browser in which nobody is signed in', async () => {
    const browser = plainBrowser(at.running.url)
    expect(pageOf(await comes(browser)).title).toBe('Your applications')
    expect(pageOf(await comes(browser)).title).toBe('Your applications')
  })

  test('NT-28 the answer counts in the browser and for the session that were asked', async () => {
    const [browser, other] = [await signedInHere(), await signedInHere()]
    const page = await comes(browser)
    expect(pageOf(await other.submit(page, { choice: 'goOn' })).title).toBe('This sign-in is over')
    expect(await whoIs(other)).toBe(local)
    expect(pageOf(await plainBrowser(at.running.url).submit(page, { choice: 'goOn' })).status).toBe(400)
  })

  test('NT-47 another site cannot answer, and an edited answer is none', async () => {
    const browser = await signedInHere()
    const page = await comes(browser)
    const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
    expect(pageOf(await browser.submit(page, { choice: 'goOn' }, foreign)).status).toBe(400)
    expect(pageOf(await browser.submit(page, { choice: 'goOn', held: 'v1.a.b.c' })).status).toBe(400)
    expect(pageOf(await browser.submit(page, { choice: 'goOn', held: undefined })).status).toBe(400)
    expect(pageOf(await browser.open('/Federation/GoOn')).status).toBe(400)
    expect(await whoIs(browser)).toBe(local)
  })

  test('after five minutes the answer comes too late', async () => {
    const browser = await signedInHere()
    const page = await comes(browser)
    at.running.advance(5 * 60_000)
    expect(pageOf(await browser.submit(page, { choice: 'goOn' })).title).toBe('This sign-in is over')
  })

  test('RP-14 whoever was asked while the identity provider was switched off, or the link removed, stays', async () => {
    const browser = await signedInHere()
    const page = await comes(browser)
    await at.update({ Active: false })
    expect(pageOf(await browser.submit(page, { choice: 'goOn' })).title).toBe('This sign-in is over')
    await at.update({ Active: true })
    const again = await comes(browser)
    await at.running.admin.result('/Gatewright/IdentityLinks/Remove', {
      User: (await userIs('ben@partner.test'))?.id,
      IdentityProvider: at.id,
    })
    expect(pageOf(await browser.submit(again, { choice: 'goOn' })).title).toBe('This sign-in is over')
    expect(await whoIs(browser)).toBe(local)
  })
})
