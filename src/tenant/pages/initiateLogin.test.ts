import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { redirectUri } from '#testing/oauth.ts'
import { addressOf, answerIn, pageOf, plainBrowser, type Sight } from '#testing/plainBrowser.ts'

const start = 'https://bank.test/start?of=ada'
const ofOthers = 'https://secret.test/cb'

describe.each(testDatabases())('begun at the identity provider, $kind', (engine) => {
  const at = federationTenant({ engine })

  beforeAll(async () => {
    const { flow } = at.federation
    await flow.openIdConnect('branch', {
      own: { ServiceProviderConfiguration: 'Portal' },
      profile: { Url: start },
    })
    await flow.openIdConnect('plain')
    const secret = await flow.openIdConnect('secret', { profile: { Redirects: [ofOthers] } })
    await flow.grant(secret.rowKey, { type: 'Role', id: 'everybody' }, 'None')
  })
  beforeEach(() => {
    at.idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test', name: 'Ada' }
  })

  const login = (fields: Record<string, string> = {}) =>
    `/Federation/${at.id}/Login?${new URLSearchParams(fields)}`
  const browse = (fields?: Record<string, string>, browser = plainBrowser(at.running.url)) => ({
    browser,
    begun: browser.open(login(fields)),
  })
  /** Where somebody arrives who begins there. */
  async function arrives(fields: Record<string, string> = {}): Promise<Sight> {
    const { browser, begun } = browse({ iss: at.idp.issuer, ...fields })
    return browser.open(await at.federation.back(await begun))
  }

  test.each([start, redirectUri])(
    'FC-14 who asks for %s is there afterwards, with the hint upstream',
    async (target) => {
      const sight = await arrives({ login_hint: 'ada@partner.test', target_link_uri: target })
      expect(at.idp.state.request.get('login_hint')).toBe('ada@partner.test')
      expect(addressOf(answerIn(sight))).toBe(target)
    },
  )

  test('FC-14 by POST from the identity provider, the same', async () => {
    const browser = plainBrowser(at.running.url)
    const begun = await browser.send(new URL(`/Federation/${at.id}/Login`, at.running.url), {
      method: 'POST',
      headers: { origin: at.idp.issuer, 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ iss: at.idp.issuer, target_link_uri: start }),
    })
    expect(addressOf(answerIn(await browser.open(await at.federation.back(begun))))).toBe(start)
  })

  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['an address of somebody else', { target_link_uri: 'https://evil.test/' }],
    ['one that only begins like a registered one', { target_link_uri: `${start}/more` }],
    ['one of an application that the person may not run', { target_link_uri: ofOthers }],
    ['a script', { target_link_uri: 'javascript:alert(1)' }],
    ['one that is very long', { target_link_uri: `${start}${'x'.repeat(3000)}` }],
  ])('FC-14 asked for %s, the person is on the page of their applications', async (_, fields) => {
    const page = pageOf(await arrives(fields))
    expect([page.status, page.title]).toEqual([200, 'Your applications'])
    expect(page.html).toContain('ada@partner.test')
    expect(page.html).toContain(`href="${start}"`)
    expect(page.html).toMatch(/The plain application\s*<span[^>]*>Open it/)
    expect(page.html).not.toMatch(/secret|evil|alert/)
  })

  test('FC-14 another issuer than this one is refused in words, and who sends none is let on', async () => {
    const refused = pageOf(await browse({ iss: 'https://evil.test' }).begun)
    expect(refused.status).toBe(400)
    expect(at.federation.leadsTo(refused)).toBeUndefined()
    expect(await at.federation.refused()).toMatchObject({ check: 'issuerExpected', expected: at.idp.issuer })
    expect(at.federation.leadsTo(await browse().begun)?.origin).toBe(at.idp.issuer)
  })

  test('FC-14 what is sent twice is refused, and a hint is cut', async () => {
    const twice = await plainBrowser(at.running.url).open(`/Federation/${at.id}/Login?iss=a&iss=b`)
    expect(pageOf(twice).status).toBe(400)
    await arrives({ login_hint: 'x'.repeat(3000) })
    expect(at.idp.state.request.get('login_hint')).toHaveLength(200)
  })

  test('cancelled there, the person can begin again and still arrives', async () => {
    at.idp.state.behaviour = { answer: { code: undefined as never, error: 'access_denied' } }
    const { browser, begun } = browse({ iss: at.idp.issuer, target_link_uri: start })
    const cancelled = pageOf(await browser.open(await at.federation.back(await begun)))
    at.idp.state.behaviour = {}
    const again = /href="([^"]*)">Start again/.exec(cancelled.html)?.[1] ?? ''
    expect(addressOf(answerIn(await browser.open(await at.federation.back(await browser.open(again)))))).toBe(
      start,
    )
  })

  test('the page of applications is for whoever is signed in', async () => {
    const page = pageOf(
      await plainBrowser(at.running.url).open(`/Applications?to=${encodeURIComponent(start)}`),
    )
    expect([page.status, page.title]).toEqual([401, 'You are not signed in'])
  })

  test('the addresses are told of one that is not active, and end in words there', async () => {
    const ID = await at.people.addIdentityProvider('Later')
    const { Gatewright: told } = await at.running.admin.result<{ Gatewright: Record<string, string> }>(
      '/Gatewright/IdentityProviders/Get',
      { ID },
    )
    expect(told).toMatchObject({
      RedirectUrl: `${at.running.url}/Federation/${ID}/Callback`,
      InitiateLoginUrl: `${at.running.url}/Federation/${ID}/Login`,
      PostLogoutRedirectUrl: `${at.running.url}/Federation/${ID}/PostLogout`,
    })
    const statuses = []
    for (const address of [told['RedirectUrl'], told['InitiateLoginUrl'], told['PostLogoutRedirectUrl']])
      statuses.push(pageOf(await plainBrowser(at.running.url).open(address ?? '')).status)
    expect(statuses).toEqual([400, 400, 200])
  })

  test('RP-14 turned off, nobody begins there', async () => {
    await at.running.admin.result('/Gatewright/IdentityProviders/Update', { ID: at.id, Active: false })
    expect(pageOf(await browse({ iss: at.idp.issuer }).begun).status).toBe(400)
    await at.running.admin.result('/Gatewright/IdentityProviders/Update', { ID: at.id, Active: true })
  })
})
