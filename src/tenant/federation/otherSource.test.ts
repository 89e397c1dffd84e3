import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { refusal, type People } from '#testing/people.ts'

type Claims = Record<string, string[]>

describe.each(testDatabases())('what lets other people in, $kind', (engine) => {
  const at = federationTenant({ engine })
  let federator: Awaited<ReturnType<People['somebody']>>['client']
  /** Who holds what the group gives, too. */
  let holder: typeof federator
  beforeAll(async () => {
    const group = await at.people.addGroup('Readers')
    await at.people.join(await at.people.addRole('Readers of all', ['monitor']), { Groups: [group] })
    federator = (await at.people.somebody(['fedman'])).client
    holder = (await at.people.somebody(['fedman', 'monitor'])).client
  })

  const path = '/Gatewright/IdentityProviders/Update'
  const requiring = (claims: Claims) => ({
    ID: at.id,
    Authentication: {
      RequiredClaims: Object.entries(claims).map(([Claim, Values]) => ({ Claim, Values })),
    },
  })
  const mapping = (GroupName?: string) => ({
    GroupMappings: {
      Claim: 'roles',
      Mappings: GroupName === undefined ? [] : [{ AttributeValue: 'r', GroupName }],
    },
  })
  const templateOf = () => `${at.idp.issuer}/{tenantid}/v2.0`
  const forAnyTenant = () => ({
    Inbound: { AcceptedIssuer: templateOf(), ClientSecret: at.idp.clientSecret },
  })
  const comesFrom = (tid: string) => {
    const name = `${tid}@partner.test`
    at.idp.state.person = { sub: tid, preferred_username: name, roles: ['r'] }
    at.idp.state.behaviour = {
      metadata: { issuer: templateOf() },
      claims: { iss: `${at.idp.issuer}/${tid}/v2.0`, tid },
    }
    return at.arrives(name)
  }

  test.each<[string, Claims]>([
    ['gone', {}],
    ['gone for another one', { sub: ['x'] }],
    ['with a value more', { hd: ['a', 'b', 'c'] }],
    ['with another value', { hd: ['c'] }],
  ])('RP-16 RP-17 a required claim that is %s gives every row anew', async (_, claims) => {
    await at.update({ ...requiring({ hd: ['a', 'b'] }), ...mapping('Readers') })
    const refused = await refusal(federator, path, requiring(claims))
    expect([refused.status, refused.code]).toEqual([403, 'forbidden'])
    await holder.result(path, requiring(claims))
  })

  test('RP-16 RP-17 whoever keeps more people out gives nothing', async () => {
    await at.update({ ...requiring({ hd: ['a', 'b'] }), ...mapping('Readers') })
    const narrower: Claims[] = [{ hd: ['b', 'a'] }, { hd: ['a'] }, { acr: ['high'], hd: ['a'] }]
    for (const claims of narrower)
      expect((await federator.post(path, requiring(claims))).envelope.success).toBe(true)
  })

  test('AZ-05 NT-41 a tenant is not added by whoever lacks what rows give, and where people are linked by System Administrators alone', async () => {
    await at.update({ ...requiring({ tid: ['t1'] }), ...mapping('Readers'), ...forAnyTenant() })
    const more = requiring({ tid: ['t1', 'mine'] })
    expect((await refusal(federator, path, more)).status).toBe(403)
    expect(await comesFrom('mine')).toBe(false)
    // Nobody is linked yet
    await holder.result(path, more)
    await holder.result(path, requiring({ tid: ['t1'] }))
    expect(await comesFrom('t1')).toBe(true)
    expect(await at.groupsOf('t1@partner.test')).toEqual(['Readers'])
    expect((await refusal(holder, path, more)).message).toContain('People are linked')
    await at.update(mapping())
    expect((await refusal(federator, path, more)).message).toContain('People are linked')
    // Nor by the way of no tenant at all
    await federator.result(path, requiring({}))
    expect((await refusal(federator, path, requiring({ tid: ['mine'] }))).message).toContain(
      'People are linked',
    )
    await at.update(more)
    expect(await comesFrom('mine')).toBe(true)
  })
})
