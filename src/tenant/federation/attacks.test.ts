import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import type { Behaviour } from '#testing/externalIdp.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { formOf } from '#testing/oauth.ts'
import { addressOf, answerIn, pageOf, plainBrowser, type PlainBrowser } from '#testing/plainBrowser.ts'

// What somebody tries who wants to be somebody else, by the id of the attack.

describe.each(testDatabases())('somebody who wants to be somebody else, $kind', (engine) => {
  const at = federationTenant({ engine })
  let count = 0

  const links = () => at.running.tenant.database.read.selectFrom('identity_link').selectAll().execute()
  const over = [400, 'This sign-in is over']
  const seen = async (address: URL | string, browser: PlainBrowser) => {
    const { status, title } = pageOf(await browser.open(address))
    return [status, title]
  }
  const person = (name = `p${++count}`, domain = 'partner.test') => {
    at.idp.state.person = { sub: name, preferred_username: `${name}@${domain}` }
    return name
  }
  const callback = (query: Record<string, string>) =>
    `/Federation/${at.id}/Callback?${new URLSearchParams(query).toString()}`

  test('NT-26 the same subject of another identity provider is another user', async () => {
    const other = await at.people.addIdentityProvider('Other', at.idp.settings())
    await at.federation.route(
      { IdentityProvider: at.id, Domain: 'partner.test' },
      { IdentityProvider: other, Domain: 'other.test' },
    )
    for (const domain of ['partner.test', 'other.test']) {
      person('same', domain)
      answerIn(await at.federation.signIn(`same@${domain}`, at.link))
    }
    const both = (await links()).filter(({ subject }) => subject === 'same')
    expect(new Set(both.map((link) => link.identity_provider_id))).toEqual(new Set([at.id, other]))
    expect(new Set(both.map((link) => link.user_id)).size).toBe(2)
    await at.federation.route({ IdentityProvider: at.id, Domain: 'partner.test' })
  })

  test.each(['Disabled', 'Optional', 'Required'])(
    'NT-27 knowing the name of an account links it to nobody, mapping %s',
    async (MapFederatedUser) => {
      await at.update({ Authentication: { MapFederatedUser } })
      const known = `known${++count}`
      const id = await at.people.addUser(known)
      at.idp.state.person = { sub: `of ${known}`, preferred_username: `${known}@acme.test` }
      expect(pageOf(await at.federation.signIn('x@partner.test', at.link)).status).toBe(400)
      expect((await at.federation.refused()).check).toBe('accountFound')
      expect((await links()).some(({ user_id }) => user_id === id)).toBe(false)
      await at.update({ Authentication: { MapFederatedUser: 'Disabled' } })
    },
  )

  test('NT-28 what one person proved is of no use in the browser of another', async () => {
    const [victim, attacker] = [plainBrowser(at.running.url), plainBrowser(at.running.url)]
    const before = (await links()).length
    person()
    const proved = await at.federation.back(await at.federation.typeName(victim, at.link, 'x@partner.test'))
    await at.federation.typeName(attacker, at.link, 'y@partner.test')
    expect(await seen(proved, attacker)).toEqual(over)
    expect(await links()).toHaveLength(before)
  })

  test('NT-29 nothing is posted by which an account would be made or linked', async () => {
    const before = await links()
    const [browser, form] = [
      plainBrowser(at.running.url),
      new URLSearchParams({ error: 'account_not_found', sub: 'ada', idp: at.id, user: 'ada@acme.test' }),
    ]
    await at.federation.typeName(browser, at.link, 'x@partner.test')
    const posted = pageOf(
      await browser.send(new URL(callback({}), at.running.url), { method: 'POST', body: form }),
    )
    expect(posted.status).toBeGreaterThanOrEqual(400)
    expect(await seen(callback({ error: 'account_not_found', sub: 'ada' }), browser)).toEqual(over)
    expect(await links()).toEqual(before)
  })

  test('NT-30 a guessed answer and a forged cookie are nothing that was begun here', async () => {
    const browser = plainBrowser(at.running.url)
    person()
    const proved = await at.federation.back(await at.federation.typeName(browser, at.link, 'x@partner.test'))
    const [cookie] = [...browser.cookies].filter(([, value]) => value.length > 100)
    if (!cookie) throw new Error('No cookie holds the sign-in')
    const forger = plainBrowser(at.running.url)
    expect(await seen(callback({ code: 'guessed', state: 'guessed' }), forger)).toEqual(over)
    const [name, value] = cookie
    for (const forged of [`${value.slice(0, -4)}AAAA`, value.slice(10), 'x']) {
      forger.cookies.set(name, forged)
      expect(await seen(proved, forger)).toEqual(over)
    }
    const otherState = new URL(proved)
    otherState.searchParams.set('state', `${proved.searchParams.get('state') ?? ''}x`)
    expect(await seen(otherState, browser)).toEqual(over)
  })

  test('NT-31 an answer that comes again is over', async () => {
    const browser = plainBrowser(at.running.url)
    person()
    const proved = await at.federation.back(await at.federation.typeName(browser, at.link, 'x@partner.test'))
    const kept = new Map(browser.cookies)
    answerIn(await browser.open(proved))
    const again = plainBrowser(at.running.url)
    for (const [name, value] of kept) again.cookies.set(name, value)
    expect(await seen(proved, again)).toEqual(over)
  })

  test.each<[string, Behaviour]>([
    ['NT-32 another nonce', { claims: { nonce: 'of another sign-in' } }],
    ['NT-32 no nonce', { claims: { nonce: undefined } }],
    ['NT-33 the audience of another program', { claims: { aud: 'another' } }],
    ['NT-33 several audiences and no azp', { claims: { aud: ['gatewright', 'another'] } }],
    [
      'NT-33 several audiences and the azp of another',
      { claims: { aud: ['gatewright', 'another'], azp: 'another' } },
    ],
    ['NT-33 one audience and the azp of another', { claims: { azp: 'another' } }],
  ])('an ID token with %s lets nobody in', async (_, behaviour) => {
    person()
    at.idp.state.behaviour = behaviour
    expect((await at.refusedBy('x@partner.test')).check).toBe('tokenTrusted')
  })

  test('NT-34 a disabled identity provider lets nobody begin, come back, go on or renew', async () => {
    const set = (Active: boolean) => at.update({ Active })
    const shop = await at.federation.flow.application('shop', {
      profile: { AllowedAuth: 'AuthorizationCode', AllowRefresh: true },
    })
    const asking = formOf(at.federation.flow.request(shop.client.clientId)).toString()
    const asked = `/OAuth2/Authorize/shop?${asking}`
    const inside = plainBrowser(at.running.url)
    const name = person()
    const sight = await at.federation.signIn(`${name}@partner.test`, asked, inside)
    const code = new URL(addressOf(answerIn(sight))).searchParams.get('code') ?? ''
    const { flow } = at.federation
    const { body } = await flow.post('Token/shop', flow.redemption(code), { client: shop.client })
    const underWay = plainBrowser(at.running.url)
    const proved = await at.federation.back(
      await at.federation.typeName(underWay, at.link, `${name}@partner.test`),
    )
    await set(false)
    const begun = await at.federation.typeName(plainBrowser(at.running.url), at.link, `${name}@partner.test`)
    expect(at.federation.leadsTo(begun)).toBeUndefined()
    expect(pageOf(await underWay.open(proved)).status).toBe(400)
    expect((await inside.open(asked)).kind).toBe('page')
    const renewing = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) }
    expect((await flow.post('Token/shop', renewing, { client: shop.client })).status).toBe(400)
    await set(true)
  })
})
