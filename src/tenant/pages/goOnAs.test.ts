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
    return /\b\w{1,40}@[a-z.]{1,40}/.exec(html)?.[0]
  }
  /** What is seen when the identity provider sends somebody. */
  async function comes(browser: PlainBrowser, sub = 'ben'): Promise<Sight> {
    at.idp.state.person = { sub, preferred_username: `${sub}@partner.test` }
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

  describe('who was asked before', () => {
    const state = (ID: string, State: string) =>
      at.running.admin.result('/CDirectoryService/SetUserState', { ID, state: State })
    const ends: Record<string, (user: string) => Promise<unknown>> = {
      'RP-14 the identity provider was switched off': () => at.update({ Active: false }),
      'RP-14 it was switched off and on again': async () => {
        await at.update({ Active: false })
        await at.update({ Active: true })
      },
      'RP-06 the link was removed': (User) =>
        at.running.admin.result('/Gatewright/IdentityLinks/Remove', { User, IdentityProvider: at.id }),
      'NT-35 the user was disabled and enabled again': async (user) => {
        await state(user, 'Disabled')
        await state(user, 'None')
      },
      'the user was deleted': (ID) => at.running.admin.result('/CDirectoryService/DeleteUser', { ID }),
    }

    test.each(Object.entries(ends))('%s: stays', async (name, end) => {
      await at.update({ Active: true })
      const sub = `p${Object.keys(ends).indexOf(name)}`
      const browser = await signedInHere()
      const page = await comes(browser, sub)
      expect(pageOf(page).title).toBe(`Go on as ${sub}@partner.test?`)
      await end((await userIs(`${sub}@partner.test`))?.id ?? '')
      expect(pageOf(await browser.submit(page, { choice: 'goOn' })).title).toBe('This sign-in is over')
      expect(await whoIs(browser)).toBe(local)
      expect(await sessionsOf(`${sub}@partner.test`)).toBe(0)
      await at.update({ Active: true })
    })

    test('stays, once they said so: Back offers nothing any more', async () => {
      const browser = await signedInHere()
      const page = await comes(browser)
      await browser.submit(page, { choice: 'stay' })
      expect(pageOf(await browser.submit(page, { choice: 'goOn' })).title).toBe('This sign-in is over')
      const again = pageOf(await browser.submit(page, { choice: 'stay' }))
      expect(at.federation.leadsTo(again)?.pathname).toBe('/Applications')
      expect(await whoIs(browser)).toBe(local)
    })

    test('goes on as nobody, where the session that was asked ended', async () => {
      const browser = await signedInHere()
      const page = await comes(browser)
      const before = await sessionsOf('ben@partner.test')
      const { id } = (await userIs(local)) ?? { id: '' }
      await at.running.admin.result('/Gatewright/Users/EndSessions', { ID: id })
      expect(pageOf(await browser.submit(page, { choice: 'goOn' })).title).toBe('This sign-in is over')
      expect(await sessionsOf('ben@partner.test')).toBe(before)
    })

    test('F2 goes on once, of many answers at the same moment', async () => {
      const browser = await signedInHere()
      const page = await comes(browser)
      const before = await sessionsOf('ben@partner.test')
      const all = await Promise.all([1, 2, 3, 4].map(() => browser.submit(page, { choice: 'goOn' })))
      expect(all.filter((sight) => pageOf(sight).title !== 'This sign-in is over')).toHaveLength(1)
      expect(await sessionsOf('ben@partner.test')).toBe(before + 1)
    })
  })
})
