import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'

const now = () => Math.floor(Date.now() / 1000)

describe.each(testDatabases())('FC-06 RP-19 the auth_time of an identity provider, $kind', (engine) => {
  const at = federationTenant({ engine })

  test.each<[string, () => unknown]>([
    ['in milliseconds', () => Date.now() - 86_400_000],
    ['two minutes ahead', () => now() + 120],
    ['beyond every number', () => 1e300],
    ['before 1970', () => -5],
    ['as a text', () => String(now())],
    ['as an object', () => ({})],
  ])('%s lets nobody in', async (_, auth_time) => {
    at.idp.state.person = { sub: 'never', preferred_username: 'never@partner.test' }
    at.idp.state.behaviour = { claims: { auth_time: auth_time() } }
    const { check, seen } = await at.refusedBy()
    expect([check, seen]).toEqual([
      expect.stringMatching(/^token(Fresh|Trusted)$/),
      expect.stringMatching(/auth_time/),
    ])
  })

  test.each<[string, () => number]>([
    ['of a clock that is half a minute ahead', () => now() + 30],
    ['with a part of a second', () => now() - 100.75],
    ['of long ago', () => 0],
  ])('%s is kept in whole seconds', async (_, auth_time) => {
    const said = auth_time()
    at.idp.state.person = { sub: 'kept', preferred_username: 'kept@partner.test' }
    at.idp.state.behaviour = { claims: { auth_time: said } }
    expect(await at.arrives()).toBe(true)
    const kept = await at.running.tenant.database.read
      .selectFrom('login_session')
      .select('proved_at')
      .where('proved_at', 'is not', null)
      .execute()
    expect(kept.map((row) => row.proved_at)).toContain(Math.floor(said) * 1000)
  })
})
