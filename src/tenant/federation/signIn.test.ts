import { beforeEach, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { testDatabases } from '#testing/database.ts'
import type { ExternalIdp } from '#testing/externalIdp.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { password } from '#testing/people.ts'
import { addressOf, answerIn, pageOf, plainBrowser } from '#testing/plainBrowser.ts'

describe.each(testDatabases())('signing in through an identity provider, $kind', (engine) => {
  const at = federationTenant({ engine })
  beforeEach(() => {
    at.idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test', name: 'Ada' }
  })

  test('a new person gets a federated account, and is the same one the next time', async () => {
    expect([await at.arrives(), await at.arrives()]).toEqual([true, true])
    const users = await at.running.tenant.database.read
      .selectFrom('user')
      .innerJoin('directory', 'directory.id', 'user.directory_id')
      .where('user.name', '=', 'ada@partner.test')
      .select(['user.name', 'display_name', 'directory.kind'])
      .execute()
    expect(users).toEqual([{ name: 'ada@partner.test', display_name: 'Ada', kind: 'FDS' }])
  })

  test('RP-01 state, nonce and PKCE go along, and the name as a hint', async () => {
    await at.arrives()
    const { request } = at.idp.state
    expect(request.get('state')).toMatch(/^.{43}$/)
    expect(request.get('nonce')).toMatch(/^.{43}$/)
    expect(request.get('code_challenge_method')).toBe('S256')
    expect(request.get('login_hint')).toBe('ada@partner.test')
    expect(request.get('redirect_uri')).toBe(`${at.running.url}/Federation/${at.id}/Callback`)
  })

  test('who is not routed types a password, and no password opens the way of who is', async () => {
    await at.people.addUser('local')
    const browser = plainBrowser(at.running.url)
    const asked = await at.federation.typeName(browser, at.link, 'local@acme.test')
    expect(at.federation.leadsTo(asked)).toBeUndefined()
    expect(addressOf(answerIn(await browser.submit(asked, { password })))).toContain('code=')
    const other = plainBrowser(at.running.url)
    const sent = await other.submit(await other.open(at.link), { user: 'x@partner.test', password: 'x' })
    expect(at.federation.leadsTo(sent)?.origin).toBe(at.idp.issuer)
  })

  test('RT-05 programs are told where the person signs in, and get no password to ask for', async () => {
    const started = await at.running.admin.post('/Security/StartAuthentication', {
      User: 'ada@partner.test',
      Version: '1.0',
    })
    expect(started.envelope.Result).toMatchObject({ IdpOobAuthPinRequired: true })
    expect(started.envelope.Result).not.toHaveProperty('Challenges')
  })

  test('RT-02 RT-08 System Administrators sign in at /login/local whatever the rules say, and nobody else who is routed', async () => {
    await at.federation.route({ IdentityProvider: at.id, Domain: 'acme.test' })
    const local = `/login/local?cloudRedirect=${encodeURIComponent(at.link.slice(1))}`
    await at.people.addUser('routed')
    for (const [user, secret, lets] of [
      [administrator.user, administrator.password, true],
      ['routed@acme.test', password, false],
      ['nobody@acme.test', password, false],
    ] as const) {
      const browser = plainBrowser(at.running.url)
      const sight = await browser.signIn(await browser.open(local), { user, password: secret })
      expect(sight.kind === 'page' ? sight.status : 200, user).toBe(lets ? 200 : 401)
    }
    const told = await at.running.tenant.database.read
      .selectFrom('event')
      .select('level')
      .where('event_type', '=', 'Cloud.Core.Login')
      .where('detail', 'like', '%/login/local%')
      .execute()
    expect(told).toEqual([{ level: 'Warning' }])
    await at.federation.route({ IdentityProvider: at.id, Domain: 'partner.test' })
  })

  test('RP-01 an answer is taken once, and by the browser that asked', async () => {
    const browser = plainBrowser(at.running.url)
    const answer = await at.federation.back(
      await at.federation.typeName(browser, at.link, 'ada@partner.test'),
    )
    const stranger = pageOf(await plainBrowser(at.running.url).open(answer))
    expect([stranger.status, stranger.title]).toEqual([400, 'This sign-in is over'])
    const kept = new Map(browser.cookies)
    answerIn(await browser.open(answer))
    for (const [name, value] of kept) browser.cookies.set(name, value)
    browser.cookies.delete('.ASPXAUTH')
    expect(pageOf(await browser.open(answer)).title).toBe('This sign-in is over')
  })

  test('cancelled there, it ends in words with a way on', async () => {
    at.idp.state.behaviour = { answer: { code: undefined as never, error: 'access_denied' } }
    const { check, page } = await at.refusedBy()
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
    at.idp.state.behaviour = behaviour
    if (behaviour.metadata)
      await at.update({
        Authentication: { SignInAgainAfter: '0.02:00:00' },
      })
    const refusal = await at.refusedBy()
    expect(refusal.check).toMatch(/tokenTrusted|tokenFresh|subjectNamed/)
    expect(refusal.seen).toMatch(seen)
    expect(refusal.page).not.toContain(refusal.seen)
    if (behaviour.metadata)
      await at.update({
        Authentication: { SignInAgainAfter: '0.03:00:00' },
      })
  })

  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('FC-03 %s works when it is announced', async (alg) => {
    at.idp.state.behaviour = { header: { alg } }
    expect(await at.arrives()).toBe(true)
  })

  test('FC-03 without a kid, one key that fits is fine', async () => {
    at.idp.state.behaviour = { header: { kid: undefined } }
    expect(await at.arrives()).toBe(true)
  })

  test('FC-04 a key that was replaced a moment ago is found with one request more', async () => {
    await at.arrives()
    at.running.advance(120_000)
    await at.idp.rotate()
    at.idp.state.asked = []
    await at.arrives()
    expect(at.idp.state.asked.filter((path) => path === '/keys')).toHaveLength(1)
  })

  test.each<[number, boolean]>([
    [45, true],
    [300, false],
    [-660, false],
  ])('FC-05 a clock that differs by %i seconds', async (skew, lets) => {
    at.idp.state.skew = skew
    if (lets) {
      expect(await at.arrives()).toBe(true)
      return
    }
    const { check, seen } = await at.refusedBy()
    expect([check, seen]).toEqual([
      expect.stringMatching(/tokenFresh|tokenTrusted/),
      expect.stringMatching(/seconds|iat|exp|nbf|auth_time/),
    ])
  })

  test('RP-14 turned off, it lets nobody in, and its sessions end at once', async () => {
    const browser = plainBrowser(at.running.url)
    await at.federation.signIn('ada@partner.test', at.link, browser)
    const answer = await at.federation.back(
      await at.federation.typeName(
        plainBrowser(at.running.url),
        `${at.link}&prompt=login`,
        'ada@partner.test',
      ),
    )
    await at.update({ Active: false })
    expect(pageOf(await browser.open(at.link)).title).toBe('Sign in')
    expect(pageOf(await plainBrowser(at.running.url).open(answer)).status).toBe(400)
    await at.update({ Active: true })
    await at.arrives()
  })

  test('an identity provider that is down ends in words', async () => {
    await at.update({
      Authentication: { SignInAgainAfter: '0.05:00:00' },
    })
    at.idp.state.behaviour = { down: true }
    const sight = pageOf(
      await at.federation.typeName(plainBrowser(at.running.url), at.link, 'ada@partner.test'),
    )
    expect([sight.status, (await at.federation.refused()).check]).toEqual([400, 'identityProviderAnswers'])
    expect(sight.html).toContain('does not answer')
  })
})
