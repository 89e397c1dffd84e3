import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, signIn } from '#testing/apiClient.ts'
import { formOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { parametersOf, plainBrowser, type PlainBrowser } from '#testing/plainBrowser.ts'
import { tokensIn, refreshingOf, refusalOf, type Asking } from '#testing/refreshing.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let refreshing: ReturnType<typeof refreshingOf>
let portal: Awaited<ReturnType<OAuth['application']>>
let mobile: Asking
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  refreshing = refreshingOf(running, flow)
  const profile = { AllowRefresh: true }
  portal = await flow.application('portal', { profile })
  const listed = { ClientIDType: 0, AllowedClients: ['mobile.app'], AllowPublic: true }
  await flow.application('mobile', { profile: { ...profile, ...listed } })
  mobile = { applicationId: 'mobile', client: { clientId: 'mobile.app' } }
})
afterAll(() => running.close())

const dead = '400 invalid_grant'

const state = (user: string, value: string) =>
  running.admin.result('/CDirectoryService/SetUserState', { ID: user, state: value })

const newPassword = (ID: string) =>
  running.admin.result('/UserMgmt/ResetUserPassword', { ID, newPassword: 'another long sentence 8' })

async function person(name: string) {
  const id = await peopleOf(running).addUser(name)
  const user = `${name}@acme.test`
  const client = await signIn(running.url, { user, password })
  return { id, user, client, bearer: client.bearer }
}

describe('AS-18 AS-19 nothing is refreshed for whom a sign-in would be refused', () => {
  type Change = { to: (user: string) => Promise<unknown>; back?: (user: string) => Promise<unknown> }
  const profile = (change: object) => () => flow.change(portal.rowKey, { OAuthProfile: change })
  const run = (rights: string) => () => flow.grant(portal.rowKey, { type: 'Role', id: 'everybody' }, rights)
  const ofClient = (value: string) => () => state(portal.client.id, value)
  test.each<[string, string, Change]>([
    ['a disabled person', dead, { to: (id) => state(id, 'Disabled') }],
    ['a locked person', dead, { to: (id) => state(id, 'Locked') }],
    ['an expired person', dead, { to: (id) => state(id, 'Expired') }],
    [
      'a deleted person',
      dead,
      { to: (ID) => running.admin.result('/UserMgmt/RemoveUsers', { Users: [ID] }) },
    ],
    ['a disabled client', '401 invalid_client', { to: ofClient('Disabled'), back: ofClient('None') }],
    ['a locked client', '401 invalid_client', { to: ofClient('Locked'), back: ofClient('None') }],
    ['Run taken away', dead, { to: run('View'), back: run('View,Execute') }],
    [
      'Auth Code unticked',
      '400 unauthorized_client',
      {
        to: profile({ AllowedAuth: 'ClientCreds' }),
        back: profile({ AllowedAuth: 'AuthorizationCode,ClientCreds' }),
      },
    ],
    [
      'refresh tokens turned off',
      '400 unauthorized_client',
      { to: profile({ AllowRefresh: false }), back: profile({ AllowRefresh: true }) },
    ],
  ])('%s', async (name, refused, { to, back }) => {
    const { id, bearer } = await person(name.replaceAll(' ', '-'))
    const held = await refreshing.granted(portal, { bearer })
    await to(id)
    expect(await refusalOf(refreshing.refresh(portal, held.refresh))).toBe(refused)
    if (!back) return
    await back(id)
    await refreshing.refreshed(portal, held.refresh)
  })
})

test('AS-19 a refresh clears nothing of what is counted against a password', async () => {
  const { user, bearer } = await person('forgetful')
  const held = await refreshing.granted(portal, { bearer })
  await signIn(running.url, { user, password: 'wrong' }).catch(() => undefined)
  const counted = () =>
    running.tenant.database.read.selectFrom('failed_login').select(['account_key', 'failures']).execute()
  const before = await counted()
  expect(before.map(({ account_key: key }) => key).join()).toContain('forgetful')
  await refreshing.refreshed(portal, held.refresh)
  expect(await counted()).toEqual(before)
})

describe('LO-04 refresh and access tokens end', () => {
  test.each<[string, (who: { id: string; client: ApiClient }) => Promise<unknown>]>([
    ['when the person signs out', ({ client }) => client.result('/Security/Logout')],
    ['when somebody sets another password', ({ id }) => newPassword(id)],
  ])('%s', async (name, end) => {
    const { id, bearer, client } = await person(name.replaceAll(' ', '-'))
    const held = [await refreshing.granted(portal, { bearer }), await refreshing.granted(mobile, { bearer })]
    await end({ id, client })
    for (const [at, by] of [portal, mobile].entries()) {
      expect(await refusalOf(refreshing.refresh(by, held[at]?.refresh ?? ''))).toBe(dead)
      expect(await refreshing.isAlive(held[at]?.access ?? '')).toBe(false)
    }
  })
})

describe('LO-04 NT-52 a browser has one session', () => {
  /** Signs in with a new browser or again in a used one, and gets tokens. */
  async function signedIn(browser: PlainBrowser, user: string, others: Record<string, string> = {}) {
    const query = formOf(flow.request(portal.client.clientId, others)).toString()
    const link = `/OAuth2/Authorize/portal?${query}`
    const { answer, pages } = await browser.follow(link, { person: { user, password } })
    expect(pages).toEqual(['Sign in'])
    const { code = '' } = await parametersOf(answer)
    return tokensIn(await flow.token('portal', flow.redemption(code), { client: portal.client }))
  }
  const sessionOf = (browser: PlainBrowser) => browser.cookies.get('.ASPXAUTH') ?? ''

  test('a new sign-in ends the one before, and signing out what was allowed in both', async () => {
    const { user } = await person('again')
    const browser = plainBrowser(running.url)
    const first = await signedIn(browser, user)
    const before = sessionOf(browser)
    const second = await signedIn(browser, user, { prompt: 'login' })
    expect([await refreshing.isAlive(before), await refreshing.isAlive(sessionOf(browser))]).toEqual([
      false,
      true,
    ])
    expect([await refreshing.isAlive(first.access), await refreshing.isAlive(second.access)]).toEqual([
      true,
      true,
    ])
    await browser.submit(await browser.open('/OAuth2/EndSession/portal'))
    for (const { access, refresh } of [first, second]) {
      expect(await refreshing.isAlive(access)).toBe(false)
      expect(await refusalOf(refreshing.refresh(portal, refresh))).toBe(dead)
    }
  })

  test('somebody else who signs in there ends what was allowed before', async () => {
    const [one, two] = [await person('one'), await person('two')]
    const browser = plainBrowser(running.url)
    const first = await signedIn(browser, one.user)
    const second = await signedIn(browser, two.user, { prompt: 'login' })
    expect([await refreshing.isAlive(first.access), await refreshing.isAlive(second.access)]).toEqual([
      false,
      true,
    ])
    expect(await refusalOf(refreshing.refresh(portal, first.refresh))).toBe(dead)
    await refreshing.refreshed(portal, second.refresh)
  })
})

test('LO-04 a token that a client got with a password ends with the password', async () => {
  await flow.change(portal.rowKey, { OAuthProfile: { AllowedAuth: 'AuthorizationCode,ResourceCreds' } })
  const { id, user } = await person('typed')
  const asked = { grant_type: 'password', username: user, password, scope: 'siem' }
  const { access } = tokensIn(await flow.token('portal', asked, { client: portal.client }))
  expect(await refreshing.isAlive(access)).toBe(true)
  await newPassword(id)
  expect(await refreshing.isAlive(access)).toBe(false)
})
