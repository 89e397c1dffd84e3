import { describe, expect, test } from 'vitest'
import { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { pageOf, plainBrowser } from '#testing/plainBrowser.ts'

type Pair = Record<'Token' | 'RefreshToken', string>

describe.each(testDatabases())('a renewed session stays one of its identity provider, $kind', (engine) => {
  const at = federationTenant({
    engine,
    settings: { Outbound: { SingleLogout: true, ReturnToApplication: false } },
  })

  /** A program signs somebody in through the identity provider. */
  async function signIn(User: string): Promise<Pair> {
    at.idp.state.person = { sub: User, preferred_username: User }
    const program = new ApiClient(at.running.url, null)
    const started = await program.result<Record<'IdpRedirectUrl' | 'IdpLoginSessionId', string>>(
      '/Security/StartAuthentication',
      { User, Version: '1.0' },
    )
    const browser = plainBrowser(at.running.url)
    const asked = await browser.submit(await browser.open(started.IdpRedirectUrl))
    const { html } = pageOf(await browser.open(await at.federation.back(asked)))
    return program.result<Pair>('/Security/AdvanceAuthentication', {
      SessionId: started.IdpLoginSessionId,
      MechanismId: 'OOBAUTHPIN',
      Action: 'Answer',
      Answer: /<p class="pin"><code>(\d{8})</.exec(html)?.[1] ?? '',
    })
  }

  async function renew({ Token, RefreshToken }: Pair): Promise<{ status: number; pair: Pair }> {
    const { id } = at.running.tenant
    const reply = await fetch(`${at.running.url}/OAuth2/RefreshPlatformToken`, {
      method: 'POST',
      headers: { cookie: `idToken-${id}=${Token}; refreshToken-${id}=${RefreshToken}` },
    })
    const set = reply.headers.getSetCookie().join('\n')
    const valueOf = (name: string) => new RegExp(`${name}-${id}=([^;]+)`).exec(set)?.[1] ?? ''
    return {
      status: reply.status,
      pair: { Token: valueOf('idToken'), RefreshToken: valueOf('refreshToken') },
    }
  }

  const whoAmI = async ({ Token }: Pair) =>
    (await new ApiClient(at.running.url, Token).post('/Security/WhoAmI')).status

  const kept = () =>
    at.running.tenant.database.read
      .selectFrom('login_session')
      .select(['identity_provider_id', 'proved_at', 'created_at'])
      .orderBy('last_used_at', 'desc')
      .executeTakeFirstOrThrow()

  test('RP-14 turned off, it ends with all that was allowed in it, for good, and renews no more', async () => {
    const { flow } = at.federation
    const shop = await flow.application('shop', {
      profile: { AllowedAuth: 'AuthorizationCode', AllowRefresh: true },
    })
    const { pair } = await renew(await signIn('ren@partner.test'))
    const code = await flow.code(shop, { bearer: pair.Token })
    const { body } = await flow.post('Token/shop', flow.redemption(code), { client: shop.client })
    const refresh = async (token: unknown) =>
      flow.post(
        'Token/shop',
        { grant_type: 'refresh_token', refresh_token: String(token) },
        { client: shop.client },
      )
    const refreshed = await refresh(body['refresh_token'])
    expect([await whoAmI(pair), refreshed.status]).toEqual([200, 200])
    for (const Active of [false, true]) {
      await at.update({ Active })
      expect(await whoAmI(pair)).toBe(401)
      expect((await refresh(refreshed.body['refresh_token'])).status).toBe(400)
      expect((await renew(pair)).status).toBe(400)
    }
  })

  test('RP-14 a session that lived while its identity provider is off is not renewed', async () => {
    const first = await signIn('race@partner.test')
    const setActive = (active: number) =>
      at.running.tenant.database.write((tx) =>
        tx.updateTable('identity_provider').set({ active }).where('id', '=', at.id).execute(),
      )
    await setActive(0)
    expect((await renew(first)).status).toBe(400)
    await setActive(1)
  })

  test('FC-06 what the identity provider proved, and when, goes on', async () => {
    const proved = Math.floor(Date.now() / 1000) - 300
    at.idp.state.behaviour = { claims: { auth_time: proved } }
    const first = await signIn('proof@partner.test')
    const before = await kept()
    expect(before).toMatchObject({ identity_provider_id: at.id, proved_at: proved * 1000 })
    at.running.advance(1000)
    const { pair } = await renew(first)
    expect(await kept()).toEqual(before)
    at.running.advance(1000)
    await renew(pair)
    expect(await kept()).toEqual(before)
  })

  test('FC-15 signed out, a renewed session is ended at the identity provider as well', async () => {
    const { pair } = await renew(await signIn('out@partner.test'))
    const browser = plainBrowser(at.running.url)
    browser.cookies.set('.ASPXAUTH', pair.Token)
    const asked = await browser.open('/OAuth2/EndSession/bank')
    const away = at.federation.leadsTo(await browser.submit(asked))
    expect(away?.origin).toBe(at.idp.issuer)
  })
})
