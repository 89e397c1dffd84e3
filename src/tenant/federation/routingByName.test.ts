import { describe, expect, test } from 'vitest'
import type { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { refusal } from '#testing/people.ts'

describe.each(testDatabases())('rules tried for one person by name, $kind', (engine) => {
  const at = federationTenant({ engine })

  test('NT-44 who may not look at users learns nothing of the account', async () => {
    const { people, federation, id: IdentityProvider } = at
    const { client: manager } = await people.somebody(['fedman'])
    const { client: both } = await people.somebody(['fedman', 'rouserman'])
    const staff = await people.addRole('Staff')
    await people.join(staff, { Users: [await people.addUser('alice')] })
    await people.addUser('cleo')
    await people.addUser('glass', { Gatewright: { BreakGlass: true } })
    const any = { IdentityProvider, UserAgent: 'Any', Enabled: true }
    const rules = [
      { ...any, Domain: 'acme.test', Role: staff },
      { ...any, Domain: '' },
    ]
    await federation.route(...rules)
    const sent = { Rules: rules, UserAgent: 'Browser' }
    const named = { ...sent, Users: ['alice@acme.test'] }
    expect(await refusal(manager, '/Gatewright/RoutingRules/Compare', named)).toMatchObject({ status: 403 })
    expect(await both.result('/Gatewright/RoutingRules/Compare', named)).toMatchObject({ People: 1 })
    await manager.result('/Gatewright/RoutingRules/Compare', sent)

    for (const name of ['Try', 'TryUnsaved']) {
      const ask = (client: ApiClient, who: string, more: object = {}) =>
        client.result(`/Gatewright/RoutingRules/${name}`, {
          User: `${who}@acme.test`,
          UserAgent: 'Browser',
          ...(name === 'Try' ? {} : { Rules: rules }),
          ...more,
        })
      // In the role, in none, kept here, and nobody
      for (const who of ['alice', 'cleo', 'glass', 'nobody'])
        expect(await ask(manager, who), `${name} ${who}`).toEqual({
          To: 'identityProvider',
          IdentityProviderName: 'Partner',
          Rule: 1,
          Misses: ['role', null],
          AccountRead: false,
        })
      expect(await ask(manager, 'cleo', { Role: staff })).toMatchObject({ Rule: 0, Misses: [null, null] })
      expect(await ask(both, 'alice')).toMatchObject({ Rule: 0, AccountRead: true })
    }
  })
})
