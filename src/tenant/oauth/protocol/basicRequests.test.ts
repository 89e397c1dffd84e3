import { UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oauthOf, redirectUri } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { pageOf, parametersOf } from '#testing/plainBrowser.ts'
import { relyingParty, type Program, type RelyingParty } from '#testing/relyingParty.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// "Basic OP" of the OpenID Connect conformance suite, by the public names of its modules, written from the specifications: what a request asks for. What is
// issued is in basicTokens.test.ts. They are our own tests; nothing here was certified by anybody.

let running: TestTenant
let program: Program
const person = { user: 'eve@acme.test', password }
beforeAll(async () => {
  running = await bootTenant()
  await peopleOf(running).addUser('eve', { DisplayName: 'Eve Example', Mail: 'eve@mail.test' })
  program = await oauthOf(running).openIdConnect('rp')
})
afterAll(() => running.close())

type Module = { module: string; run: (party: RelyingParty) => Promise<void> }

/** A request that is answered as if nothing had been added to it. */
const succeeds = (module: string, added: Record<string, string>): Module => ({
  module,
  run: async (party) => {
    const { pages, claims } = await party.tokens(added)
    expect(pages).toEqual(['Sign in'])
    expect(claims.sub).toMatch(/./)
  },
})

/** Two sign-ins in one browser, the second two seconds later; `askedAgain` is whether the person has to prove it again. */
const twice = (
  module: string,
  second: (idToken: string) => Record<string, string>,
  { askedAgain }: { askedAgain: boolean },
): Module => ({
  module,
  run: async (party) => {
    const first = await party.tokens()
    running.advance(2000)
    const again = await party.tokens(second(first.id_token ?? ''))
    expect([first.pages, again.pages]).toEqual([['Sign in'], askedAgain ? ['Sign in'] : []])
    expect(again.claims.sub).toBe(first.claims.sub)
    const [before, after] = [first, again].map(({ claims }) => claims.auth_time ?? 0)
    expect((after ?? 0) - (before ?? 0)).toBeGreaterThanOrEqual(askedAgain ? 2 : 0)
    if (!askedAgain) expect(after).toBe(before)
  },
})

/** The answer names the error, and has no code. */
const refused = (module: string, asked: Record<string, string | undefined>, error: string): Module => ({
  module,
  run: async (party) => {
    const { answer, checks } = await party.answered(asked)
    const parameters = await parametersOf(answer)
    expect(parameters).toMatchObject({ error, state: checks.expectedState, iss: `${running.url}/rp/` })
    expect(parameters).not.toHaveProperty('code')
  },
})

/** A page of the tenant that sends nothing anywhere. */
const stays = (module: string, asked: () => Record<string, string>): Module => ({
  module,
  run: async (party) => {
    const { status, html } = pageOf(await party.browser.open(party.request(asked()).link))
    expect(status).toBe(400)
    expect(html).not.toMatch(/<form|<a (?!href="http:\/\/localhost:7080\/events\/)|http-equiv/)
  },
})

const claims = JSON.stringify({ userinfo: { name: { essential: true } } })

const modules: Module[] = [
  refused('oidcc-response-type-missing', { response_type: undefined }, 'invalid_request'),
  succeeds('oidcc-display-page', { display: 'page' }),
  succeeds('oidcc-display-popup', { display: 'popup' }),
  twice('oidcc-prompt-login', () => ({ prompt: 'login' }), { askedAgain: true }),
  refused('oidcc-prompt-none-not-logged-in', { prompt: 'none' }, 'login_required'),
  twice('oidcc-prompt-none-logged-in', () => ({ prompt: 'none' }), { askedAgain: false }),
  twice('oidcc-max-age-1', () => ({ max_age: '1' }), { askedAgain: true }),
  twice('oidcc-max-age-10000', () => ({ max_age: '10000' }), { askedAgain: false }),
  succeeds('oidcc-ensure-request-with-unknown-parameter-succeeds', { extra: 'foobar' }),
  twice('oidcc-id-token-hint', (idToken) => ({ prompt: 'none', id_token_hint: idToken }), {
    askedAgain: false,
  }),
  {
    module: 'oidcc-login-hint',
    run: async (party) => {
      const { link, checks } = party.request({ login_hint: 'eve@acme.test' })
      const asked = pageOf(await party.browser.open(link))
      expect(asked.html).toMatch(/name="user"\s+value="eve@acme\.test"/)
      const { answer } = await party.browser.follow(asked, { person })
      await party.redeemed({ answer, checks })
    },
  },
  succeeds('oidcc-ui-locales', { ui_locales: 'se nl' }),
  succeeds('oidcc-claims-locales', { claims_locales: 'se' }),
  succeeds('oidcc-ensure-request-with-acr-values-succeeds', { acr_values: '1 2' }),
  stays('oidcc-ensure-registered-redirect-uri', () => ({ redirect_uri: `${redirectUri}/more` })),
  {
    module: 'oidcc-ensure-post-request-succeeds',
    run: async (party) => {
      const { link, checks } = party.request()
      const body = link.searchParams
      const endpoint = new URL(link.origin + link.pathname)
      const sight = await party.browser.send(endpoint, { method: 'POST', body })
      const { answer } = await party.browser.follow(sight, { person })
      await party.redeemed({ answer, checks })
    },
  },
  refused(
    'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported',
    { request_uri: 'https://app.test/request.jwt' },
    'request_uri_not_supported',
  ),
  refused(
    'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported',
    { request: new UnsecuredJWT({ response_type: 'code', scope: 'openid' }).encode() },
    'request_not_supported',
  ),
  // The parameter is not supported, and metadata say so; it costs nobody the sign-in
  {
    module: 'oidcc-claims-essential',
    run: async (party) => {
      expect(party.config.serverMetadata().claims_parameter_supported).toBe(false)
      await party.tokens({ claims, scope: 'openid profile' })
    },
  },
  // Request objects are not read, so the address in the plain request counts, and that one is not registered
  stays('oidcc-ensure-request-object-with-redirect-uri', () => ({
    redirect_uri: 'https://evil.test/cb',
    request: new UnsecuredJWT({ redirect_uri: redirectUri }).encode(),
  })),
]

describe.each([
  ['default', undefined],
  ['form_post', 'form_post'],
])('response_mode %s', (_, responseMode) => {
  const party = () => relyingParty({ url: running.url, program, person, responseMode })

  test.each(modules)('$module', async ({ run }) => {
    await expect(run(await party())).resolves.toBeUndefined()
  })

  test('AS-15 a sign-in that was to be renewed and is not gives no code', async () => {
    const { browser, ...rest } = await party()
    await rest.tokens()
    running.advance(2000)
    for (const asked of [{ prompt: 'login' }, { prompt: 'select_account' }, { max_age: '0' }]) {
      const { link } = rest.request(asked)
      const page = pageOf(await browser.open(link))
      expect(page.title).toBe('Sign in')
      // Back without a password: by the link again, by the page's own way back, and by one that claims to be it
      const back = page.address.searchParams.get('cloudRedirect') ?? ''
      const seal = /&signed_in_after=([^&]+)/.exec(back)?.[1] ?? ''
      const earlier = seal.replace(/^\d+/, '0')
      const ways = [
        link.href,
        `/${back}`,
        `/${back.replace(seal, earlier)}`,
        `${link.href}&signed_in_after=0`,
      ]
      const reused = `/${back.replace('state=', 'state=x')}`
      for (const way of [...ways, reused]) expect(pageOf(await browser.open(way)).title).toBe('Sign in')
      expect((await browser.follow(page, { person })).pages).toEqual(['Sign in'])
    }
  })

  test('AS-15 somebody else than the hint names is not taken, nor asked for ever; a hint that is none is refused', async () => {
    const eve = await (await party()).tokens()
    const ada = await relyingParty({
      url: running.url,
      program,
      responseMode,
      person: { user: 'ada@acme.test', password: 'correct horse battery 7' },
    })
    const { pages, answer } = await ada.answered({ id_token_hint: eve.id_token })
    expect(pages).toEqual(['Sign in'])
    expect(await parametersOf(answer)).toMatchObject({ error: 'login_required' })
    for (const hint of ['nothing', `${eve.id_token ?? ''}x`, eve.access_token]) {
      const asked = await ada.answered({ id_token_hint: hint })
      expect(asked.pages).toEqual([])
      expect(await parametersOf(asked.answer)).toMatchObject({ error: 'invalid_request' })
    }
  })
})
