import { beforeAll, describe, expect, test } from 'vitest'
import { sweep } from '#platform/database/sweep.ts'
import { hours, minutes } from '#schema/duration.ts'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { federationOf } from '#testing/federation.ts'
import { formOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf } from '#testing/people.ts'
import { addressOf, answerIn } from '#testing/plainBrowser.ts'
import { signIn } from '#testing/apiClient.ts'
import { administrator } from '#testing/administrator.ts'
import { expiries } from '../expiries.ts'

// What people of an identity provider have here ends, at the latest when it says, and at once when it is turned off

describe.each(testDatabases())('refresh tokens of people from identity providers, $kind', (engine) => {
  const at = federationTenant({ engine })
  let flow: OAuth
  let shop: Awaited<ReturnType<OAuth['application']>>

  beforeAll(async () => {
    flow = at.federation.flow
    shop = await flow.application('shop', {
      profile: { AllowedAuth: 'AuthorizationCode', AllowRefresh: true, RefreshLifetimeString: '30.00:00:00' },
    })
  })

  const asAdministrator = () => signIn(at.running.url, administrator)

  /** An identity provider of its own, somebody who came through it, and what refreshes their token. */
  async function cameThrough(name: string, settings: Record<string, unknown> = {}) {
    const admin = await asAdministrator()
    const anew = { ...at.running, admin }
    const id = await peopleOf(anew).addIdentityProvider(name, at.idp.settings(settings))
    await federationOf(anew).route({ IdentityProvider: id, Domain: `${name}.test` })
    // Its clock goes with the tenant’s, however far that is ahead by now
    at.idp.state.skew = Math.round((at.running.tenant.clock() - Date.now()) / 1000)
    at.idp.state.person = { sub: name, preferred_username: `ada@${name}.test` }
    const asked = formOf(flow.request(shop.client.clientId)).toString()
    const sight = await at.federation.signIn(`ada@${name}.test`, `/OAuth2/Authorize/shop?${asked}`)
    const code = new URL(addressOf(answerIn(sight))).searchParams.get('code') ?? ''
    const { body } = await flow.post('Token/shop', flow.redemption(code), { client: shop.client })
    let token = String(body['refresh_token'])
    const refresh = async () => {
      const fields = { grant_type: 'refresh_token', refresh_token: token }
      const renewed = await flow.post('Token/shop', fields, { client: shop.client })
      token = String(renewed.body['refresh_token'])
      return renewed.status
    }
    return { id, refresh }
  }
  const ahead = (seconds: number) => at.running.advance(seconds * 1000)

  test('they end when it says, however often they were used', async () => {
    const { refresh } = await cameThrough('hour', { Authentication: { SignInAgainAfter: '0.01:00:00' } })
    ahead(minutes(59))
    expect(await refresh()).toBe(200)
    ahead(minutes(2))
    expect(await refresh()).toBe(400)
  })

  test('without a setting they end after a day', async () => {
    const { refresh } = await cameThrough('day')
    for (const _ of [1, 2]) {
      ahead(hours(11))
      await sweep(at.running.tenant, expiries)
      expect(await refresh()).toBe(200)
    }
    ahead(hours(3))
    expect(await refresh()).toBe(400)
  })

  test.each(['turned off', 'deleted'])(
    'RP-14 %s, it takes them along, also those whose session is over',
    async (how) => {
      const { id, refresh } = await cameThrough(how.replace(' ', ''))
      ahead(hours(9))
      await sweep(at.running.tenant, expiries)
      expect(await refresh()).toBe(200)
      const admin = await asAdministrator()
      if (how === 'deleted') {
        await federationOf({ ...at.running, admin }).route()
        await admin.result('/Gatewright/IdentityProviders/Delete', { ID: id })
      } else await admin.result('/Gatewright/IdentityProviders/Update', { ID: id, Active: false })
      expect(await refresh()).toBe(400)
    },
  )
})
