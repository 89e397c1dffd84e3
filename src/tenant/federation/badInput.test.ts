import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import type { Behaviour } from '#testing/externalIdp.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { refusal } from '#testing/people.ts'

// More than any identity provider or administrator sends: it is refused in words, or taken without harm, and the next sign-in works.

describe.each(testDatabases())('too much, $kind', (engine) => {
  const at = federationTenant({ engine, settings: { GroupMappings: { Claim: 'groups' } } })
  let count = 0
  let elapsed = 0
  /** The identity provider's clock goes along. */
  const advance = (seconds: number) => {
    at.running.advance(seconds * 1000)
    elapsed += seconds
  }
  const person = (claims: Record<string, unknown> = {}) => {
    const sub = `p${++count}`
    at.idp.state.skew = elapsed
    at.idp.state.person = { sub, preferred_username: `${sub}@partner.test`, ...claims }
    return `${sub}@partner.test`
  }
  const works = async () => {
    at.idp.state.behaviour = {}
    person()
    expect(await at.arrives()).toBe(true)
  }

  const megabytes = (wanted: number) => 'x'.repeat(wanted * 1_000_000)
  test.each<[string, Behaviour]>([
    ['metadata of 10 MB', { metadata: { note: megabytes(10) } }],
    ['keys of 10 MB', { keys: [{ kty: 'RSA', n: megabytes(10), e: 'AQAB' }] }],
    ['100,000 keys', { keys: Array.from({ length: 100_000 }, () => ({ kty: 'oct', k: 'x' })) }],
    ['a token reply of 10 MB', { token: { status: 200, body: { note: megabytes(10) } } }],
    ['userinfo of 10 MB', { userinfo: { sub: 'p', note: megabytes(10) } }],
  ])('NT-24 %s let nobody in, and the next one', async (_, behaviour) => {
    await works()
    await at.readAnew()
    // Keys that were read a moment ago are not asked for again
    advance(120)
    await at.idp.rotate()
    person()
    at.idp.state.behaviour = behaviour
    expect((await at.refusedBy('x@partner.test')).check).toMatch(/identityProviderAnswers|tokenTrusted/)
    advance(120)
    await at.readAnew()
    await works()
  })

  test('an ID token of 64 kB is taken or refused in words, and one of 1 MB is refused', async () => {
    person({ note: 'x'.repeat(64_000) })
    const lets = await at.arrives()
    if (!lets) expect((await at.federation.refused()).check).toMatch(/tokenTrusted|identityProviderAnswers/)
    person({ note: 'x'.repeat(1_000_000) })
    expect((await at.refusedBy('x@partner.test')).check).toMatch(/tokenTrusted|identityProviderAnswers/)
    await works()
  })

  test('1,000 groups are looked through, and somebody joins those that rows name', async () => {
    const groups = Array.from({ length: 1000 }, (_, index) => `group ${index}`)
    await at.update({
      GroupMappings: {
        Mappings: groups
          .filter((_, index) => index % 100 === 0)
          .map((AttributeValue) => ({ AttributeValue, GroupName: `Of ${AttributeValue}` })),
      },
    })
    const name = person({ groups })
    expect(await at.arrives()).toBe(true)
    expect(await at.groupsOf(name)).toHaveLength(10)
  })

  test('5,000 mapping rows are refused in words, and nothing of them is kept', async () => {
    const Mappings = Array.from({ length: 5000 }, (_, index) => ({
      AttributeValue: `value ${index}`,
      GroupName: `Many ${index}`,
    }))
    for (const [path, body] of [
      ['/Gatewright/IdentityProviders/Update', { ID: at.id, GroupMappings: { Mappings } }],
      ['/Federation/UpdateGlobalGroupAssertionMappings', { Mappings }],
    ] as const)
      expect((await refusal(at.running.admin, path, body)).message).toContain('At most 1000')
    const made = await at.running.tenant.database.read
      .selectFrom('group')
      .select('id')
      .where('name', 'like', 'Many %')
      .execute()
    expect(made).toEqual([])
  })
})
