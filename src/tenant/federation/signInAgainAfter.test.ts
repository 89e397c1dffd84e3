import { expect, test } from 'vitest'
import { externalIdp } from '#testing/externalIdp.ts'
import { federationOf } from '#testing/federation.ts'
import { formOf } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { addressOf, answerIn } from '#testing/plainBrowser.ts'
import { bootTenant } from '#testing/tenant.ts'

test('Sign in again after ends the refresh tokens of who came through an identity provider', async () => {
  const idp = await externalIdp()
  const running = await bootTenant({ allow: [idp.issuer] })
  const federation = federationOf(running)
  const { flow } = federation
  const id = await peopleOf(running).addIdentityProvider(
    'Partner',
    idp.settings({ Authentication: { SignInAgainAfter: '0.01:00:00' } }),
  )
  await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
  const shop = await flow.application('shop', {
    profile: { AllowedAuth: 'AuthorizationCode', AllowRefresh: true, RefreshLifetimeString: '30.00:00:00' },
  })
  idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test' }
  const asked = formOf(flow.request(shop.client.clientId)).toString()
  const sight = await federation.signIn('ada@partner.test', `/OAuth2/Authorize/shop?${asked}`)
  const code = new URL(addressOf(answerIn(sight))).searchParams.get('code') ?? ''
  const { body } = await flow.post('Token/shop', flow.redemption(code), { client: shop.client })
  const refresh = (refresh_token: unknown) =>
    flow.post(
      'Token/shop',
      { grant_type: 'refresh_token', refresh_token: String(refresh_token) },
      { client: shop.client },
    )
  running.advance(59 * 60_000)
  const renewed = await refresh(body['refresh_token'])
  expect(renewed.status).toBe(200)
  running.advance(2 * 60_000)
  expect((await refresh(renewed.body['refresh_token'])).status).toBe(400)
  await running.close()
  await idp.close()
})
