import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { testDatabases } from '#testing/database.ts'
import { externalIdp, type ExternalIdp } from '#testing/externalIdp.ts'
import { federationOf } from '#testing/federation.ts'
import { password, peopleOf } from '#testing/people.ts'
import { addressOf, answerIn, pageOf, plainBrowser } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

describe.each(testDatabases())('signing in through an identity provider, $kind', (engine) => {
  let running: TestTenant
  let idp: ExternalIdp
  let federation: ReturnType<typeof federationOf>
  let link: string
  let id: string

  beforeAll(async () => {
    idp = await externalIdp()
    running = await bootTenant({ database: await engine.open<Tables>(), allow: [idp.issuer] })
    federation = federationOf(running)
    const bank = await federation.flow.openIdConnect('bank')
    link = federation.link(bank)
    id = await peopleOf(running).addIdentityProvider('Partner', idp.settings())
    await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
  })
  afterAll(async () => {
    await running.close()
    await idp.close()
  })
  beforeEach(() => {
    idp.state.behaviour = {}
    idp.state.skew = 0
    idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test', name: 'Ada' }
  })

  const arrives = async (name = 'ada@partner.test') =>
    addressOf(answerIn(await federation.signIn(name, link))).startsWith('https://app.test/cb?code=')
  const isRefused = async (name = 'ada@partner.test') => {
    const sight = pageOf(await federation.signIn(name, link))
    expect(sight.status).toBe(400)
    return { ...(await federation.refused()), page: sight.html }
  }

  test('a new person gets a federated account, and is the same one the next time', async () => {
    expect([await arrives(), await arrives()]).toEqual([true, true])
    const users = await running.tenant.database.read
      .selectFrom('user')
      .innerJoin('directory', 'directory.id', 'user.directory_id')
      .where('user.name', '=', 'ada@partner.test')
      .select(['user.name', 'display_name', 'directory.kind'])
      .execute()
    expect(users).toEqual([{ name: 'ada@partner.test', display_name: 'Ada', kind: 'FDS' }])
  })

  test('RP-01 state, nonce and PKCE go along, and the name as a hint', async () => {
    await arrives()
    const { request } = idp.state
    expect(request.get('state')).toMatch(/^.{43}$/)
    expect(request.get('nonce')).toMatch(/^.{43}$/)
    expect(request.get('code_challenge_method')).toBe('S256')
    expect(request.get('login_hint')).toBe('ada@partner.test')
    expect(request.get('redirect_uri')).toBe(`${running.url}/Federation/${id}/Callback`)
  })

  test('who is not routed types a password, and no password opens the way of who is', async () => {
    await peopleOf(running).addUser('local')
    const browser = plainBrowser(running.url)
    const asked = await federation.typeName(browser, link, 'local@acme.test')
    expect(federation.leadsTo(asked)).toBeUndefined()
    expect(addressOf(answerIn(await browser.submit(asked, { password })))).toContain('code=')
    const other = plainBrowser(running.url)
    const sent = await other.submit(await other.open(link), { user: 'x@partner.test', password: 'x' })
    expect(federation.leadsTo(sent)?.origin).toBe(idp.issuer)
  })

  test('RT-05 the doors for programs are closed as well', async () => {
    const started = await running.admin.post('/Security/StartAuthentication', {
      User: 'ada@partner.test',
      Version: '1.0',
    })
    expect(started.envelope.Message).toContain('sign in at Partner')
  })

  test('RT-02 RT-08 System Administrators sign in at /login/local whatever the rules say, and nobody else who is routed', async () => {
    await federation.route({ IdentityProvider: id, Domain: 'acme.test' })
    const local = `/login/local?cloudRedirect=${encodeURIComponent(link.slice(1))}`
    await peopleOf(running).addUser('routed')
    for (const [user, secret, lets] of [
      [administrator.user, administrator.password, true],
      ['routed@acme.test', password, false],
      ['nobody@acme.test', password, false],
    ] as const) {
      const browser = plainBrowser(running.url)
      const sight = await browser.signIn(await browser.open(local), { user, password: secret })
      expect(sight.kind === 'page' ? sight.status : 200, user).toBe(lets ? 200 : 401)
    }
    const told = await running.tenant.database.read
      .selectFrom('event')
      .select('level')
      .where('event_type', '=', 'Cloud.Core.Login')
      .where('detail', 'like', '%/login/local%')
      .execute()
    expect(told).toEqual([{ level: 'Warning' }])
    await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
  })

  test('RP-01 an answer is taken once, and by the browser that asked', async () => {
    const browser = plainBrowser(running.url)
    const answer = await federation.back(await federation.typeName(browser, link, 'ada@partner.test'))
    const stranger = pageOf(await plainBrowser(running.url).open(answer))
    expect([stranger.status, stranger.title]).toEqual([400, 'This sign-in is over'])
    const kept = new Map(browser.cookies)
    answerIn(await browser.open(answer))
    for (const [name, value] of kept) browser.cookies.set(name, value)
    browser.cookies.delete('.ASPXAUTH')
    expect(pageOf(await browser.open(answer)).title).toBe('This sign-in is over')
  })

  test('cancelled there, it ends in words with a way on', async () => {
    idp.state.behaviour = { answer: { code: undefined as never, error: 'access_denied' } }
    const { check, page } = await isRefused()
    expect(check).toBe('allowedThere')
    expect(page).toContain('cancelled or refused')
    expect(page).toContain('Start again')
  })

  test.each<[string, ExternalIdp['state']['behaviour'], RegExp]>([
    ['another issuer', { claims: { iss: 'https://evil.test' } }, /iss/],
    ['another audience', { claims: { aud: 'other' } }, /aud/],
    ['another nonce', { claims: { nonce: 'x' } }, /nonce/],
    ['no nonce', { claims: { nonce: undefined } }, /nonce/],
    ['no sub', { claims: { sub: undefined } }, /sub/],
    ['an empty sub', { claims: { sub: '' } }, /sub|0 characters/],
    ['no iat', { claims: { iat: undefined } }, /iat/],
    ['an end that has passed', { claims: { exp: 1 } }, /exp/],
    ['a key that is not published', { foreignKey: true }, /key|signature/i],
    ['alg none', { header: { alg: 'none' } }, /alg/i],
    ['HS256', { header: { alg: 'HS256' } }, /alg|key/i],
    [
      'an algorithm that is not announced',
      { header: { alg: 'ES256' }, metadata: { id_token_signing_alg_values_supported: ['RS256'] } },
      /alg/i,
    ],
    ['userinfo of somebody else', { userinfo: { sub: 'eve' } }, /sub/],
  ])('RP-05 a token with %s lets nobody in', async (_, behaviour, seen) => {
    idp.state.behaviour = behaviour
    if (behaviour.metadata)
      await running.admin.result('/Gatewright/IdentityProviders/Update', {
        ID: id,
        Authentication: { SignInAgainAfter: '0.02:00:00' },
      })
    const refusal = await isRefused()
    expect(refusal.check).toMatch(/tokenTrusted|tokenFresh|subjectNamed/)
    expect(refusal.seen).toMatch(seen)
    expect(refusal.page).not.toContain(refusal.seen)
    if (behaviour.metadata)
      await running.admin.result('/Gatewright/IdentityProviders/Update', {
        ID: id,
        Authentication: { SignInAgainAfter: '0.03:00:00' },
      })
  })

  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('FC-03 %s works when it is announced', async (alg) => {
    idp.state.behaviour = { header: { alg } }
    expect(await arrives()).toBe(true)
  })

  test('FC-03 without a kid, one key that fits is fine', async () => {
    idp.state.behaviour = { header: { kid: undefined } }
    expect(await arrives()).toBe(true)
  })

  test('FC-04 a key that was replaced a moment ago is found with one request more', async () => {
    await arrives()
    running.advance(120_000)
    await idp.rotate()
    idp.state.asked = []
    await arrives()
    expect(idp.state.asked.filter((path) => path === '/keys')).toHaveLength(1)
  })

  test.each<[number, boolean]>([
    [45, true],
    [300, false],
    [-660, false],
  ])('FC-05 a clock that differs by %i seconds', async (skew, lets) => {
    idp.state.skew = skew
    if (lets) {
      expect(await arrives()).toBe(true)
      return
    }
    const { check, seen } = await isRefused()
    expect([check, seen]).toEqual([
      expect.stringMatching(/tokenFresh|tokenTrusted/),
      expect.stringMatching(/seconds|iat|exp|nbf|auth_time/),
    ])
  })

  test('RP-14 turned off, it lets nobody in, and its sessions end at once', async () => {
    const browser = plainBrowser(running.url)
    await federation.signIn('ada@partner.test', link, browser)
    const answer = await federation.back(
      await federation.typeName(plainBrowser(running.url), `${link}&prompt=login`, 'ada@partner.test'),
    )
    await running.admin.result('/Gatewright/IdentityProviders/Update', { ID: id, Active: false })
    expect(pageOf(await browser.open(link)).title).toBe('Sign in')
    expect(pageOf(await plainBrowser(running.url).open(answer)).status).toBe(400)
    await running.admin.result('/Gatewright/IdentityProviders/Update', { ID: id, Active: true })
    await arrives()
  })

  test('an identity provider that is down ends in words', async () => {
    await running.admin.result('/Gatewright/IdentityProviders/Update', {
      ID: id,
      Authentication: { SignInAgainAfter: '0.05:00:00' },
    })
    idp.state.behaviour = { down: true }
    const sight = pageOf(await federation.typeName(plainBrowser(running.url), link, 'ada@partner.test'))
    expect([sight.status, (await federation.refused()).check]).toEqual([400, 'identityProviderAnswers'])
    expect(sight.html).toContain('does not answer')
  })
})
