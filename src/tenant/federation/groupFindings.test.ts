import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { answerIn } from '#testing/plainBrowser.ts'

describe.each(testDatabases())('what of group mappings does not help, $kind', (engine) => {
  const at = federationTenant({ engine })

  const findings = async (ID: string | null = at.id) => {
    const { Findings } = await at.running.admin.result<{ Findings: { id: string; message: string }[] }>(
      '/Gatewright/IdentityProviders/Findings',
      { ID },
    )
    return new Map(Findings.map(({ id, message }) => [id, message]))
  }
  const map = (Claim: string, rows: Record<string, string>) =>
    at.update({
      GroupMappings: {
        Claim,
        Mappings: Object.entries(rows).map(([AttributeValue, GroupName]) => ({ AttributeValue, GroupName })),
      },
    })
  const comes = async (claims: Record<string, unknown>) => {
    at.idp.state.person = { sub: 'ann', preferred_username: 'ann@partner.test', ...claims }
    answerIn(await at.federation.signIn('ann@partner.test', at.link))
  }
  const overage = {
    _claim_names: { groups: 'src1' },
    _claim_sources: { src1: { endpoint: 'https://graph.test/users/ann/getMemberObjects' } },
  }

  test('nothing is said where there are no rows', async () => {
    expect([...(await findings()).keys()]).toEqual(['askedByException'])
  })

  test('SS-11 an address that is asked by an exception alone is told, and named in the event', async () => {
    expect((await findings()).get('askedByException')).toContain(at.idp.issuer)
    const event = await at.running.tenant.database.read
      .selectFrom('event')
      .select('detail')
      .where('event_type', 'like', 'Cloud.Core.IdentityProvider.%')
      .where('object_id', '=', at.id)
      .orderBy('number')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(event.detail)).toMatchObject({ askedByException: at.idp.issuer })
    const metadataUrl = 'https://idp.example/.well-known/openid-configuration'
    const ID = await at.people.addIdentityProvider('Outside', { Inbound: { MetadataUrl: metadataUrl } })
    expect((await findings(ID)).has('askedByException')).toBe(false)
  })

  test('FC-09 a value that never came is told, and one that came in other case by both', async () => {
    await map('groups', { staff: 'Staff', lost: 'Lost', Admins: 'Office' })
    expect((await findings()).has('valueNeverSeen'), 'nobody has come').toBe(false)
    await comes({})
    expect((await findings()).get('valueNeverSeen')).toContain('“staff”, “lost”, “Admins”')
    await comes({ groups: ['staff', 'admins'] })
    const told = await findings()
    expect(told.get('valueNeverSeen')).toContain('A value has never come so far: “lost”')
    expect(told.get('valueOfOtherCase')).toContain('“admins” came, and the row says “Admins”')
    expect(await at.groupsOf('ann@partner.test')).toEqual(['Staff'])
    await comes({ groups: ['staff', 'lost', 'Admins'] })
    const after = await findings()
    expect([after.has('valueNeverSeen'), after.has('valueOfOtherCase')]).toEqual([false, false])
  })

  test('S5 a group in no role and without permission is told until it has one', async () => {
    await map('groups', { in: 'In a role', out: 'In none' })
    await at.people.join(await at.people.addRole('Gives something'), {
      Groups: [await at.groupId('In a role')],
    })
    const told = (await findings()).get('groupGivesNothing')
    expect(told).toContain('A group is in no role and without permission, and so gives nothing: In none.')
    await map('groups', { in: 'In a role' })
    expect((await findings()).has('groupGivesNothing')).toBe(false)
  })

  test('groups that were too many for a token are told, and join nobody to a group', async () => {
    await map('groups', { staff: 'Staff' })
    await comes({ groups: ['staff'] })
    expect((await findings()).has('groupOverage')).toBe(false)
    await comes(overage)
    expect((await findings()).get('groupOverage')).toContain('_claim_names')
    expect(await at.groupsOf('ann@partner.test')).toEqual([])
    await map('roles', { staff: 'Staff' })
    const after = await findings()
    expect([after.has('groupOverage'), after.get('valueNeverSeen')]).toEqual([
      false,
      expect.stringContaining('“staff”'),
    ])
  })

  test('rows for all identity providers have findings of their own', async () => {
    await map('groups', {})
    await at.running.admin.result('/Federation/UpdateGlobalGroupAssertionMappings', {
      Mappings: [
        { AttributeValue: 'x', GroupName: 'For all' },
        { AttributeValue: 'Y', GroupName: 'For all' },
      ],
    })
    await comes({ groups: ['x', 'y'] })
    const told = await findings(null)
    expect([told.has('valueNeverSeen'), told.get('valueOfOtherCase'), told.get('groupGivesNothing')]).toEqual(
      [false, expect.stringContaining('“y” came, and the row says “Y”'), expect.stringContaining('For all')],
    )
    expect((await findings()).has('valueNeverSeen')).toBe(false)
  })

  test('rows without a claim, and an identity provider that vouches for every address, are told', async () => {
    await map('', { staff: 'Staff' })
    await at.update({ Authentication: { MailVerified: true } })
    const told = await findings()
    expect([told.has('noGroupClaim'), told.has('mailVerified'), told.has('valueNeverSeen')]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('a sign-in that tells nothing new writes nothing of it', async () => {
    await map('groups', { staff: 'Staff' })
    await comes({ groups: ['staff'], ...overage })
    const kept = () => at.running.tenant.database.read.selectFrom('mapped_value').selectAll().execute()
    const before = await kept()
    at.running.advance(60_000)
    await comes({ groups: ['staff'], ...overage })
    expect(await kept()).toEqual(before)
    expect(before.map(({ value }) => value)).toEqual(['staff'])
  })
})
