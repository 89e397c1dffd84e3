import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ApiClient } from '#testing/apiClient.ts'
import { answerOf, formOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { answerIn, pageOf, parametersOf, plainBrowser, type Sight } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

/** What an application may do with the rights of a person who signs in. */

type Made = Awaited<ReturnType<OAuth['application']>>

let running: TestTenant
let flow: OAuth
let people: ReturnType<typeof peopleOf>
/** Asks for no consent, and everybody may run it. */
let lure: Made
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  people = peopleOf(running)
  lure = await flow.application('lure', { profile: lureProfile })
})
afterAll(() => running.close())
beforeEach(async () => {
  await running.tenant.database.write((tx) => tx.deleteFrom('consent').execute())
  await flow.change(lure.rowKey, { OAuthProfile: lureProfile })
})

const scopes = (...all: string[]) => [
  { Scope: 'all', AllowedRest: all },
  { Scope: 'query', AllowedRest: ['Redrock/query'] },
  { Scope: 'nothing', AllowedRest: ['Security/WhoAmI', 'Vault/.*'] },
]
const lureProfile = {
  ClientIDType: 1,
  AllowedAuth: 'AuthorizationCode,Implicit',
  AllowRefresh: true,
  Redirects: ['https://app.test/cb', 'https://app.test/other', 'https://evil.test/cb'],
  KnownScopes: scopes('.*'),
}
const widen = (...patterns: string[]) =>
  flow.change(lure.rowKey, { OAuthProfile: { ...lureProfile, KnownScopes: scopes(...patterns) } })

type Fields = Record<string, string | undefined>
const linkTo = (others: Fields = {}) =>
  `/OAuth2/Authorize/lure?${formOf(flow.request(lure.client.clientId, { scope: 'all', ...others })).toString()}`

function browserOf({ bearer }: ApiClient) {
  const browser = plainBrowser(running.url)
  browser.cookies.set('.ASPXAUTH', bearer ?? '')
  return browser
}
const open = (client: ApiClient, others?: Fields) => browserOf(client).open(linkTo(others))
const isAsked = (sight: Sight) => sight.kind === 'page' && sight.title === 'Allow access?'
const allow = (client: ApiClient, others?: Fields) => browserOf(client).follow(linkTo(others))
const errorTo = async (sight: Sight) => (await parametersOf(answerIn(sight)))['error']

async function tokensOf(client: ApiClient, others?: Fields) {
  const { code = '' } = await parametersOf((await allow(client, others)).answer)
  const { body } = await flow.token('lure', flow.redemption(code), { client: lure.client })
  return {
    api: new ApiClient(running.url, String(body['access_token'])),
    refresh: String(body['refresh_token']),
  }
}

const listOf = (html: string) => [...html.matchAll(/<li>([^<]+)<\/li>/g)].map(([, item]) => item)

describe('X-03 whoever holds rights is asked before an application gets them', () => {
  test('whatever the application says, with the powers in words and the host that gets them', async () => {
    const { html } = pageOf(await open(running.admin))
    expect(html).toContain('This hands over your administrative rights')
    expect(html).toMatch(/class="receiver"><strong>app\.test</)
    expect(html).toContain('everything in this tenant that a System Administrator can')
    const manager = await people.somebody(['roleman', 'rouserman'])
    const of = pageOf(await open(manager.client))
    expect(of.html).toContain('can then read and change things in your name with')
    expect(listOf(of.html)).toEqual(['Role Management', 'User Management, read only'])
    await widen('SaasManage/StoreRole', 'CDirectoryService/GetUser$')
    expect(listOf(pageOf(await open(manager.client)).html)).toContain('Role Management')
  })

  test('also where rights only decide which rows are seen, or stand on single applications', async () => {
    expect(isAsked(await open(running.admin, { scope: 'query' }))).toBe(true)
    const owner = await people.somebody()
    expect(isAsked(await open(owner.client))).toBe(false)
    await flow.grant(lure.rowKey, { type: 'User', id: owner.id }, 'View,Execute,Admin')
    expect(listOf(pageOf(await open(owner.client)).html)).toEqual(['Applications that you manage'])
  })

  test('and not whoever holds none, nor where nothing of theirs is opened', async () => {
    const person = await people.somebody()
    expect((await open(person.client)).kind).toBe('answer')
    expect((await open(running.admin, { scope: 'nothing' })).kind).toBe('answer')
    const reader = await people.somebody(['dsman'])
    await widen('SaasManage/StoreRole')
    expect((await open(reader.client)).kind).toBe('answer')
    expect(isAsked(await open(running.admin))).toBe(true)
  })

  test('for a code and an access token, not for an ID token alone', async () => {
    for (const response_type of ['code', 'token', 'id_token token'])
      expect(isAsked(await open(running.admin, { response_type, nonce: 'n' }))).toBe(true)
    expect((await open(running.admin, { response_type: 'id_token', nonce: 'n' })).kind).toBe('answer')
    // A yes to that is none to the others
    const asked = await open(running.admin, { response_type: 'id_token', nonce: 'n', prompt: 'consent' })
    expect(pageOf(asked).html).not.toContain('administrative rights')
    await browserOf(running.admin).submit(asked, { decision: 'allow' })
    expect(isAsked(await open(running.admin))).toBe(true)
  })

  test('who cannot be asked is refused until it was allowed', async () => {
    const fields = flow.request(lure.client.clientId, { scope: 'all' })
    const byBearer = async () => answerOf(await flow.authorize('lure', fields, running.admin))
    expect((await byBearer()).get('error')).toBe('consent_required')
    expect(await errorTo(await open(running.admin, { prompt: 'none' }))).toBe('consent_required')
    await allow(running.admin)
    expect((await byBearer()).get('code')).toMatch(/./)
    expect(await errorTo(await open(running.admin, { prompt: 'none' }))).toBeUndefined()
    expect((await open(running.admin)).kind).toBe('answer')
  })

  test('what was allowed goes to that host alone, for those rights alone', async () => {
    await allow(running.admin)
    expect((await open(running.admin, { redirect_uri: 'https://app.test/other' })).kind).toBe('answer')
    const elsewhere = { redirect_uri: 'https://evil.test/cb' }
    expect(isAsked(await open(running.admin, elsewhere))).toBe(true)
    await allow(running.admin, elsewhere)
    for (const others of [{}, elsewhere]) expect((await open(running.admin, others)).kind).toBe('answer')
    const person = await people.somebody(['roroleman'])
    await allow(person.client)
    expect((await open(person.client)).kind).toBe('answer')
    await people.join(await people.addRole('Promotion', ['appman']), { Users: [person.id] })
    expect(isAsked(await open(person.client))).toBe(true)
  })

  test('a right that came after the sign-in is not in its tokens', async () => {
    const person = await people.somebody()
    const { api, refresh } = await tokensOf(person.client)
    await people.join('sysadmin', { Users: [person.id] })
    const refreshed = await flow.token('lure', { grant_type: 'refresh_token', refresh_token: refresh }, lure)
    for (const each of [api, new ApiClient(running.url, String(refreshed.body['access_token']))]) {
      const { status, envelope } = await each.post('/SaasManage/StoreRole', { Name: 'mine' })
      expect([status, envelope.Message]).toEqual([403, expect.stringContaining('its person allowed')])
      const { SystemAdministrator, Rights } = await each.result<Record<string, unknown>>('/Security/WhoAmI')
      expect([SystemAdministrator, Rights]).toEqual([false, []])
    }
    // Asked now, it may
    const { api: asked } = await tokensOf(person.client)
    await asked.result('/SaasManage/StoreRole', { Name: 'mine' })
  })

  test('the console of the tenant itself asks nothing', async () => {
    const console = await running.tenant.database.read
      .selectFrom('application')
      .select('id')
      .where('built_in', '=', 1)
      .executeTakeFirstOrThrow()
    const fields = flow.request(console.id, {
      scope: 'console',
      redirect_uri: `${running.tenant.consoleUrl}/callback`,
    })
    const reply = await flow.authorize('__gatewright_console', fields, running.admin)
    expect(answerOf(reply).get('code')).toMatch(/./)
  })
})

describe('X-16 what was allowed is what the scopes opened then', () => {
  beforeEach(() => widen('Redrock/query'))

  test('more is asked for anew, less is not', async () => {
    await widen('Redrock/query', 'SaasManage/StoreRole')
    await allow(running.admin)
    await widen('Redrock/query')
    expect((await open(running.admin)).kind).toBe('answer')
    await widen('Redrock/query$', 'SaasManage/StoreRole')
    expect((await open(running.admin)).kind).toBe('answer')
    await widen('.*')
    expect(isAsked(await open(running.admin))).toBe(true)
    expect(await errorTo(await open(running.admin, { prompt: 'none' }))).toBe('consent_required')
  })

  test('also of somebody without rights, where the application asks at all', async () => {
    const profile = { ...lureProfile, Confirm: true }
    const set = (pattern: string) =>
      flow.change(lure.rowKey, { OAuthProfile: { ...profile, KnownScopes: scopes(pattern) } })
    const person = await people.somebody()
    await set('Redrock/query')
    await allow(person.client)
    expect((await open(person.client)).kind).toBe('answer')
    await set('.*')
    expect(isAsked(await open(person.client))).toBe(true)
    await set('Redrock/q')
    expect((await open(person.client)).kind).toBe('answer')
  })

  test('a token does not grow with its scope', async () => {
    const { api, refresh } = await tokensOf(running.admin)
    const query = { Script: 'select ID from Event' }
    await api.result('/Redrock/query', query)
    await widen('.*')
    await api.result('/Redrock/query', query)
    const { status, envelope } = await api.post('/SaasManage/StoreRole', { Name: 'grown' })
    expect([status, envelope.Message]).toEqual([
      403,
      expect.stringContaining('came before its scopes opened'),
    ])
    const { body } = await flow.token('lure', { grant_type: 'refresh_token', refresh_token: refresh }, lure)
    const next = new ApiClient(running.url, String(body['access_token']))
    expect((await next.post('/SaasManage/StoreRole', { Name: 'grown' })).status).toBe(403)
    // SC-08: it shrinks with it
    await widen('Security/WhoAmI')
    expect((await api.post('/Redrock/query', query)).status).toBe(403)
  })
})

describe('PB-05 what was left out stays out', () => {
  const selective = (...patterns: string[]) =>
    flow.change(lure.rowKey, {
      OAuthProfile: {
        ...lureProfile,
        Confirm: true,
        AllowScopeSelect: true,
        KnownScopes: scopes(...patterns),
      },
    })
  const both = { scope: 'all query' }
  const scopeIn = async (sight: Sight) => {
    const { code = '' } = await parametersOf(answerIn(sight))
    return (await flow.token('lure', flow.redemption(code), lure)).body['scope']
  }

  test('of the same request, without a page, until what the scopes open changes', async () => {
    await selective('Redrock/query')
    const browser = browserOf(running.admin)
    const page = await browser.open(linkTo(both))
    const first = await browser.submit(page, { decision: 'allow', 'allow query': undefined })
    expect(await scopeIn(first)).toBe('all openid')
    for (const others of [both, { ...both, prompt: 'none' }, { scope: 'query all' }])
      expect(await scopeIn(await open(running.admin, others))).toBe('all openid')
    // Another request: it may be that the person wants it here
    expect(isAsked(await open(running.admin, { scope: 'query' }))).toBe(true)
    expect(isAsked(await open(running.admin, { scope: 'all query profile' }))).toBe(true)
    await selective('Redrock/query', 'UserMgmt/.*')
    expect(isAsked(await open(running.admin, both))).toBe(true)
    expect(await errorTo(await open(running.admin, { ...both, prompt: 'none' }))).toBe('consent_required')
  })
})
