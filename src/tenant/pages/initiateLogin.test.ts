import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { externalIdp, type ExternalIdp } from '#testing/externalIdp.ts'
import { federationOf } from '#testing/federation.ts'
import { redirectUri } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { addressOf, answerIn, pageOf, plainBrowser, type Sight } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

const start = 'https://bank.test/start?of=ada'
const ofOthers = 'https://secret.test/cb'

describe.each(testDatabases())('begun at the identity provider, $kind', (engine) => {
  let running: TestTenant
  let idp: ExternalIdp
  let federation: ReturnType<typeof federationOf>
  let id: string

  beforeAll(async () => {
    idp = await externalIdp()
    running = await bootTenant({ database: await engine.open<Tables>(), allow: [idp.issuer] })
    federation = federationOf(running)
    const { flow } = federation
    await flow.openIdConnect('bank', {
      own: { ServiceProviderConfiguration: 'Portal' },
      profile: { Url: start },
    })
    await flow.openIdConnect('plain')
    const secret = await flow.openIdConnect('secret', { profile: { Redirects: [ofOthers] } })
    await flow.grant(secret.rowKey, { type: 'Role', id: 'everybody' }, 'None')
    id = await peopleOf(running).addIdentityProvider('Partner', idp.settings())
    await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
  })
  afterAll(async () => {
    await running.close()
    await idp.close()
  })
  beforeEach(() => {
    idp.state.behaviour = {}
    idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test', name: 'Ada' }
  })

  const login = (fields: Record<string, string> = {}) =>
    `/Federation/${id}/Login?${new URLSearchParams(fields)}`
  const browse = (fields?: Record<string, string>, browser = plainBrowser(running.url)) => ({
    browser,
    begun: browser.open(login(fields)),
  })
  /** Where somebody arrives who begins there. */
  async function arrives(fields: Record<string, string> = {}): Promise<Sight> {
    const { browser, begun } = browse({ iss: idp.issuer, ...fields })
    return browser.open(await federation.back(await begun))
  }

  test.each([start, redirectUri])(
    'FC-14 who asks for %s is there afterwards, with the hint upstream',
    async (target) => {
      const sight = await arrives({ login_hint: 'ada@partner.test', target_link_uri: target })
      expect(idp.state.request.get('login_hint')).toBe('ada@partner.test')
      expect(addressOf(answerIn(sight))).toBe(target)
    },
  )

  test('FC-14 by POST from the identity provider, the same', async () => {
    const browser = plainBrowser(running.url)
    const begun = await browser.send(new URL(`/Federation/${id}/Login`, running.url), {
      method: 'POST',
      headers: { origin: idp.issuer, 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ iss: idp.issuer, target_link_uri: start }),
    })
    expect(addressOf(answerIn(await browser.open(await federation.back(begun))))).toBe(start)
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
    expect(federation.leadsTo(refused)).toBeUndefined()
    expect(await federation.refused()).toMatchObject({ check: 'issuerExpected', expected: idp.issuer })
    expect(federation.leadsTo(await browse().begun)?.origin).toBe(idp.issuer)
  })

  test('FC-14 what is sent twice is refused, and a hint is cut', async () => {
    const twice = await plainBrowser(running.url).open(`/Federation/${id}/Login?iss=a&iss=b`)
    expect(pageOf(twice).status).toBe(400)
    await arrives({ login_hint: 'x'.repeat(3000) })
    expect(idp.state.request.get('login_hint')).toHaveLength(200)
  })

  test('cancelled there, the person can begin again and still arrives', async () => {
    idp.state.behaviour = { answer: { code: undefined as never, error: 'access_denied' } }
    const { browser, begun } = browse({ iss: idp.issuer, target_link_uri: start })
    const cancelled = pageOf(await browser.open(await federation.back(await begun)))
    idp.state.behaviour = {}
    const again = /href="([^"]*)">Start again/.exec(cancelled.html)?.[1] ?? ''
    expect(addressOf(answerIn(await browser.open(await federation.back(await browser.open(again)))))).toBe(
      start,
    )
  })

  test('the page of applications is for whoever is signed in', async () => {
    const page = pageOf(await plainBrowser(running.url).open(`/Applications?to=${encodeURIComponent(start)}`))
    expect([page.status, page.title]).toEqual([401, 'You are not signed in'])
  })

  test('the addresses are told of one that is not active, and end in words there', async () => {
    const ID = await peopleOf(running).addIdentityProvider('Later')
    const { Gatewright: told } = await running.admin.result<{ Gatewright: Record<string, string> }>(
      '/Gatewright/IdentityProviders/Get',
      { ID },
    )
    expect(told).toMatchObject({
      RedirectUrl: `${running.url}/Federation/${ID}/Callback`,
      InitiateLoginUrl: `${running.url}/Federation/${ID}/Login`,
      PostLogoutRedirectUrl: `${running.url}/Federation/${ID}/PostLogout`,
    })
    const statuses = []
    for (const address of [told['RedirectUrl'], told['InitiateLoginUrl'], told['PostLogoutRedirectUrl']])
      statuses.push(pageOf(await plainBrowser(running.url).open(address ?? '')).status)
    expect(statuses).toEqual([400, 400, 200])
  })

  test('RP-14 turned off, nobody begins there', async () => {
    await running.admin.result('/Gatewright/IdentityProviders/Update', { ID: id, Active: false })
    expect(pageOf(await browse({ iss: idp.issuer }).begun).status).toBe(400)
    await running.admin.result('/Gatewright/IdentityProviders/Update', { ID: id, Active: true })
  })
})
