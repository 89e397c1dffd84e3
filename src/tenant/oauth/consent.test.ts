import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { formOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import {
  answerIn,
  pageOf,
  parametersOf,
  plainBrowser,
  type PlainBrowser,
  type Sight,
} from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Made = Awaited<ReturnType<OAuth['application']>>

let running: TestTenant
let flow: OAuth
/** Asks for consent; single scopes may be dropped. */
let asking: Made
/** Asks for all or nothing. */
let fixed: Made
/** The session of somebody who agreed to nothing yet. */
let session: string
let browser: PlainBrowser
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  asking = await flow.application('asking', { profile: { Confirm: true, AllowScopeSelect: true } })
  fixed = await flow.application('fixed', { profile: { Confirm: true } })
  session = await sessionOf('person')
})
afterAll(() => running.close())
beforeEach(async () => {
  await running.tenant.database.write((tx) => tx.deleteFrom('consent').execute())
  browser = browserWith(session)
})
afterEach(() => {
  session = browser.cookies.get('.ASPXAUTH') ?? session
})

async function sessionOf(name: string) {
  await peopleOf(running).addUser(name)
  return (await signIn(running.url, { user: `${name}@acme.test`, password })).bearer ?? ''
}

function browserWith(cookie: string) {
  const opened = plainBrowser(running.url)
  opened.cookies.set('.ASPXAUTH', cookie)
  return opened
}

const somebodyElse = async () => browserWith(await sessionOf(`other${randomUUID()}`))

type Fields = Record<string, string | undefined>

const linkOf = ({ applicationId, client }: Made, others: Fields = {}) =>
  `/OAuth2/Authorize/${applicationId}?${formOf(flow.request(client.clientId, { scope: 'siem all', ...others })).toString()}`

const ask = (by: Made, others?: Fields, inside = browser) => inside.open(linkOf(by, others))

const question = 'Allow access?'
const isAsked = (sight: Sight) => sight.kind === 'page' && sight.title === question

/** The scope of the token that an answer gives. */
async function scopeOf(sight: Sight, by = asking) {
  const { code = '' } = await parametersOf(answerIn(sight))
  const { body } = await flow.token(by.applicationId, flow.redemption(code), { client: by.client })
  return body['scope']
}

const remembered = () => running.tenant.database.read.selectFrom('consent').selectAll().execute()

describe('AS-16 the page', () => {
  test('says who asks for what, whose answer it is, and where that goes', async () => {
    const { html, headers, status } = pageOf(await ask(asking, { scope: 'siem all profile' }))
    expect(status).toBe(200)
    for (const said of [
      'The asking application',
      'Read events',
      '<code>all</code>',
      'See your name',
      'app.test',
    ])
      expect(html).toContain(said)
    expect(html).toContain('Signed in as person@acme.test')
    expect(html).not.toMatch(/<script|\son\w+=/)
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' https://app.test`,
    )
    // Who signs in cannot be held back
    expect(html.match(/type="checkbox" name="[^"]+"/g)).toEqual(
      ['siem', 'all', 'profile'].map((scope) => `type="checkbox" name="allow ${scope}"`),
    )
    expect(pageOf(await ask(fixed)).html).not.toContain('checkbox')
  })

  test('comes after the sign-in, and not where nobody asked for it', async () => {
    const stranger = plainBrowser(running.url)
    const person = { user: 'person@acme.test', password }
    const { pages } = await stranger.follow(linkOf(asking), { person })
    expect(pages).toEqual(['Sign in', question])
    const plain = await flow.application('plain')
    expect((await ask(plain)).kind).toBe('answer')
    // The client may want it all the same
    expect(isAsked(await ask(plain, { prompt: 'consent' }))).toBe(true)
  })
})

describe('AS-16 agreeing', () => {
  test('gives what was asked for, once for the same scopes, and asks again for more', async () => {
    expect(await scopeOf(await browser.submit(await ask(asking), { decision: 'allow' }))).toBe(
      'siem all openid',
    )
    for (const scope of ['siem all', 'all', undefined, 'openid siem'])
      expect((await ask(asking, { scope })).kind).toBe('answer')
    const more = await ask(asking, { scope: 'siem profile' })
    expect(isAsked(more)).toBe(true)
    await browser.submit(more, { decision: 'allow' })
    expect((await ask(asking, { scope: 'all profile' })).kind).toBe('answer')
    const events = await running.tenant.database.read
      .selectFrom('event')
      .select(['detail', 'application_id', 'actor_name'])
      .where('event_type', '=', 'Cloud.OAuth2.Consent.Given')
      .where('actor_name', '=', 'person@acme.test')
      .orderBy('number')
      .execute()
    expect(events.slice(-2).map(({ detail }) => JSON.parse(detail) as unknown)).toMatchObject([
      { clientId: asking.client.clientId, scope: 'siem all openid' },
      { clientId: asking.client.clientId, scope: 'siem profile openid' },
    ])
  })

  test('to some gives exactly these, and asks again for the others', async () => {
    const page = await ask(asking, { scope: 'siem all profile' })
    const dropped = { 'allow all': undefined, 'allow profile': undefined }
    expect(await scopeOf(await browser.submit(page, { decision: 'allow', ...dropped }))).toBe('siem openid')
    expect((await ask(asking, { scope: 'siem' })).kind).toBe('answer')
    expect(isAsked(await ask(asking, { scope: 'siem all' }))).toBe(true)
    const none = { 'allow siem': undefined, ...dropped }
    expect(await scopeOf(await browser.submit(page, { decision: 'allow', ...none }))).toBe('openid')
    // What was taken back is asked for again
    expect(isAsked(await ask(asking, { scope: 'siem' }))).toBe(true)
  })

  test('counts for one person and one application', async () => {
    await browser.submit(await ask(asking), { decision: 'allow' })
    expect(isAsked(await ask(asking, {}, await somebodyElse()))).toBe(true)
    expect(isAsked(await ask(fixed))).toBe(true)
  })

  test('counts for one client', async () => {
    const clients = ['one.app', 'two.app']
    const profile = { Confirm: true, ClientIDType: 0, AllowedClients: clients, AllowPublic: true }
    const shared = await flow.application('shared', { profile })
    const [one, two] = clients.map((client_id) => ({ client_id }))
    await browser.submit(await ask(shared, one), { decision: 'allow' })
    expect((await ask(shared, one)).kind).toBe('answer')
    expect(isAsked(await ask(shared, two))).toBe(true)
  })

  test('is asked for again where the client wants that, and needed where no page may be shown', async () => {
    const silent = async () => (await parametersOf(answerIn(await ask(asking, { prompt: 'none' }))))['error']
    expect(await silent()).toBe('consent_required')
    await browser.submit(await ask(asking), { decision: 'allow' })
    expect(await silent()).toBeUndefined()
    expect(isAsked(await ask(asking, { prompt: 'consent' }))).toBe(true)
  })
})

test('AS-16 refusing gives access_denied, and nothing is remembered', async () => {
  for (const fields of [{ decision: 'deny' }, {}, { decision: 'Allow' }, { decision: '' }]) {
    const answer = await parametersOf(answerIn(await browser.submit(await ask(asking), fields)))
    expect(answer).toEqual({
      error: 'access_denied',
      error_description: 'the person did not agree',
      correlation_id: expect.any(String) as string,
      error_uri: expect.any(String) as string,
      state: 'the state',
      iss: `${running.url}/asking/`,
    })
  }
  expect(isAsked(await ask(asking))).toBe(true)
})

describe('NT-15 NT-53 an answer counts only as it was shown', () => {
  /** The form of the page, with the parameters of its action changed. */
  function edited(sight: Sight, change: Record<string, string>): Sight {
    const page = pageOf(sight)
    const html = page.html.replace(/action="([^"]*)"/, (_, action: string) => {
      const url = new URL(action.replaceAll('&amp;', '&'), running.url)
      for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value)
      return `action="${url.href.replaceAll('&', '&amp;')}"`
    })
    return { ...page, html }
  }
  const allow = { decision: 'allow' }
  const sealIn = (sight: Sight) => /name="consent"\s+value="([^"]+)"/.exec(pageOf(sight).html)?.[1] ?? ''

  test.each<[string, (page: Sight) => Promise<Sight>]>([
    ['another scope', (page) => browser.submit(edited(page, { scope: 'all' }), allow)],
    ['more scopes', (page) => browser.submit(edited(page, { scope: 'siem all profile' }), allow)],
    ['another client', (page) => browser.submit(edited(page, { client_id: fixed.client.clientId }), allow)],
    ['another type', (page) => browser.submit(edited(page, { response_type: 'token' }), allow)],
    ['another mode', (page) => browser.submit(edited(page, { response_mode: 'fragment' }), allow)],
    [
      'another address',
      (page) => browser.submit(edited(page, { redirect_uri: 'https://evil.test/' }), allow),
    ],
    ['another state', (page) => browser.submit(edited(page, { state: 'x' }), allow)],
    ['another nonce', (page) => browser.submit(edited(page, { nonce: 'x' }), allow)],
    ['another challenge', (page) => browser.submit(edited(page, { code_challenge: 'x'.repeat(43) }), allow)],
    ['another prompt', (page) => browser.submit(edited(page, { prompt: 'login' }), allow)],
    ['another seal', (page) => browser.submit(page, { ...allow, consent: 'x'.repeat(43) })],
    ['part of the seal', (page) => browser.submit(page, { ...allow, consent: sealIn(page).slice(1) })],
    ['no seal', (page) => browser.submit(page, { ...allow, consent: undefined })],
    [
      'the seal of somebody else',
      async (page) =>
        browser.submit(page, { ...allow, consent: sealIn(await ask(asking, {}, await somebodyElse())) }),
    ],
    [
      'the seal of another application',
      async (page) => browser.submit(page, { ...allow, consent: sealIn(await ask(fixed)) }),
    ],
    [
      'GET',
      (page) =>
        browser.send(new URL(`${linkOf(asking)}&decision=allow&consent=${sealIn(page)}`, running.url), {
          headers: { origin: running.url },
        }),
    ],
    ['a strange page', (page) => browser.submit(page, allow, { origin: 'https://evil.test' })],
    ['no origin', (page) => browser.submit(page, allow, { origin: 'null' })],
    ['the decision twice', (page) => browser.submit(edited(page, { decision: 'deny' }), allow)],
    [
      'an application that was changed meanwhile',
      async (page) => {
        await flow.change(asking.rowKey, { Description: 'Changed' })
        return browser.submit(page, allow)
      },
    ],
    [
      'a session that has ended',
      async (page) => {
        const client = new ApiClient(running.url, browser.cookies.get('.ASPXAUTH') ?? '')
        await client.result('/Security/Logout')
        const sight = await browser.submit(page, allow)
        expect(pageOf(sight).title).toBe('Sign in')
        // The same person, signed in anew: the old answer is worth nothing
        await browser.signIn(sight, { user: 'person@acme.test', password })
        return browser.submit(page, allow)
      },
    ],
  ])('%s', async (_, send) => {
    const before = await remembered()
    const sight = await send(await ask(asking))
    const parameters = sight.kind === 'page' ? {} : await parametersOf(sight.answer)
    expect(parameters).not.toHaveProperty('code')
    expect(parameters).not.toHaveProperty('access_token')
    if (sight.kind === 'page') expect(sight.headers.get('location')).toBeNull()
    expect(await remembered()).toEqual(before)
    expect(isAsked(await ask(asking))).toBe(true)
  })

  test('scopes that were not asked for are not there to be allowed, nor to be dropped where that is not offered', async () => {
    const page = await ask(asking, { scope: 'siem' })
    const added = { 'allow all': 'on', 'allow email': 'on', scope: undefined }
    expect(await scopeOf(await browser.submit(page, { ...allow, ...added }))).toBe('siem openid')
    const whole = await browser.submit(await ask(fixed), allow)
    expect(await scopeOf(whole, fixed)).toBe('siem all openid')
  })
})
