import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { refusal } from '#testing/people.ts'
import { answerIn } from '#testing/plainBrowser.ts'

const path = (call: string) => `/Federation/${call}`
const add = path('AddGlobalGroupAssertionMapping')
const remove = path('DeleteGlobalGroupAssertionMapping')
const update = path('UpdateGlobalGroupAssertionMappings')

describe.each(testDatabases())('group mappings for all identity providers, $kind', (engine) => {
  const at = federationTenant({ engine, settings: { GroupMappings: { Claim: 'groups' } } })
  let other: string
  beforeAll(async () => {
    other = await at.people.addIdentityProvider(
      'Other',
      at.idp.settings({ GroupMappings: { Claim: 'roles' } }),
    )
    await at.federation.route(
      { IdentityProvider: at.id, Domain: 'partner.test' },
      { IdentityProvider: other, Domain: 'other.test' },
    )
  })

  const all = async () => {
    const { Mappings } = await at.running.admin.result<{
      Mappings: { AttributeValue: string; GroupName: string }[]
    }>(path('GetGlobalGroupAssertionMappings'), { Args: {} })
    return Mappings.map(({ AttributeValue, GroupName }) => `${AttributeValue} → ${GroupName}`)
  }
  const set = (rows: Record<string, string>) =>
    at.running.admin.result(update, {
      Mappings: Object.entries(rows).map(([AttributeValue, GroupName]) => ({ AttributeValue, GroupName })),
    })
  const comes = async (user: string, claims: Record<string, unknown>) => {
    at.idp.state.person = { sub: user, preferred_username: user, ...claims }
    answerIn(await at.federation.signIn(user, at.link))
    return at.groupsOf(user)
  }

  test('are added, removed and replaced by the vendor’s calls', async () => {
    expect(await at.running.admin.result(add, { 'idp staff': 'Staff', admins: 'Office' })).toBeNull()
    await at.running.admin.result(add, { 'idp staff': 'STAFF' })
    expect(await all()).toEqual(['idp staff → Staff', 'admins → Office'])
    expect((await refusal(at.running.admin, add, { admins: 'Staff' })).message).toContain('listed twice')
    expect(await at.running.admin.result(remove, { admins: 'office' })).toBeNull()
    expect((await refusal(at.running.admin, remove, { admins: 'Office' })).message).toContain(
      'No mapping leads from “admins” to Office',
    )
    expect(await set({ a: 'A', b: 'B' })).toBeNull()
    expect(await all()).toEqual(['a → A', 'b → B'])
  })

  test('make the group that is missing, of the federated directory', async () => {
    await at.running.admin.result(add, { fresh: 'Made by a mapping' })
    const { Group } = await at.running.admin.result<{ Group: { Results: { Row: object }[] } }>(
      '/UserMgmt/DirectoryServiceQuery',
      { group: '{"SystemName":{"_like":"Made by a mapping"}}' },
    )
    expect(Group.Results.map(({ Row }) => Row)).toMatchObject([
      { SystemName: 'Made by a mapping', ServiceType: 'FDS' },
    ])
  })

  test('FC-10 count beside those of each identity provider, by the claim that it reads', async () => {
    await set({ one: 'For all', both: 'For all too' })
    await at.update({ GroupMappings: { Mappings: [{ AttributeValue: 'both', GroupName: 'Partners' }] } })
    expect(await comes('ann@partner.test', { groups: ['one', 'both'] })).toEqual([
      'For all',
      'For all too',
      'Partners',
    ])
    expect(await comes('bob@other.test', { groups: ['one'], roles: ['both'] })).toEqual(['For all too'])
    await set({ one: 'For all' })
    expect(await comes('ann@partner.test', { groups: ['one', 'both'] })).toEqual(['For all', 'Partners'])
  })

  test('FC-11 a group that they lead to is not deleted', async () => {
    await set({ held: 'Held' })
    const refused = await refusal(at.running.admin, '/Gatewright/Groups/Delete', {
      ID: await at.groupId('Held'),
    })
    expect(refused.message).toContain('“held” of all identity providers')
  })

  test('RP-16 none leads to System Administrator, whichever is there first', async () => {
    const admins = await at.people.addGroup('Admins')
    await at.people.join('sysadmin', { Groups: [admins] })
    expect(await refusal(at.running.admin, add, { x: 'Admins' })).toMatchObject({
      field: 'groupMappings.mappings.1.group',
    })
    await set({ x: 'Mapped' })
    const mapped = await at.groupId('Mapped')
    const role = await at.people.addRole('Holds the group')
    await at.people.join(role, { Groups: [mapped] })
    for (const members of [{ Groups: [mapped] }, { Roles: [role] }]) {
      const joining = { Name: 'sysadmin', ...members }
      const refused = await refusal(at.running.admin, '/SaasManage/AddUsersAndGroupsToRole', joining)
      expect(refused.message).toContain('Group Mappings for all lead to Mapped')
    }
  })

  test('RP-16 NT-41 nobody gives by them what they do not hold, nor says anew who has the values', async () => {
    const group = await at.people.addGroup('Readers')
    await at.people.join(await at.people.addRole('Readers of all', ['monitor']), { Groups: [group] })
    const { client } = await at.people.somebody(['fedman', 'adminportallogin'])
    const mapping = { r: 'Readers' }
    expect((await refusal(client, add, mapping)).status).toBe(403)
    await set(mapping)
    expect((await refusal(client, remove, mapping)).status).toBe(403)
    expect((await refusal(client, update, { Mappings: [] })).status).toBe(403)
    const create = '/Gatewright/IdentityProviders/Create'
    const reading = { Name: 'Mine', GroupMappings: { Claim: 'groups' } }
    expect((await refusal(client, create, reading)).status).toBe(403)
    const { ID } = await client.result<{ ID: string }>(create, { Name: 'Mine' })
    const change = { ID, GroupMappings: { Claim: 'groups' } }
    expect((await refusal(client, '/Gatewright/IdentityProviders/Update', change)).status).toBe(403)
  })

  test('CF-01 are read by who may look, and replaced from the version that was read', async () => {
    await set({ seen: 'Seen' })
    const { client } = await at.people.somebody(['monitor', 'adminportallogin'])
    const read = await client.result<{ Mappings: object[] }>(path('GetGlobalGroupAssertionMappings'), {})
    expect(read.Mappings).toEqual([{ AttributeValue: 'seen', GroupName: 'Seen' }])
    expect((await refusal(client, add, { y: 'Seen' })).status).toBe(403)
    const stale = await at.running.admin.post(update, { Mappings: [] }, { 'if-match': '"1"' })
    expect(stale.envelope.ErrorCode).toBe('stale')
    expect(await all()).toEqual(['seen → Seen'])
  })

  test('AU-01 leave an event with the rows before and after', async () => {
    await set({})
    await set({ told: 'Told' })
    const row = await at.running.tenant.database.read
      .selectFrom('event')
      .select('detail')
      .where('event_type', '=', 'Cloud.Core.GroupMappings.Modify')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(row.detail)).toMatchObject({ before: [], after: ['told → Told'] })
  })

  test('1,001 rows, a value of 10,000 letters and a value twice are refused in words', async () => {
    await set({ kept: 'Kept' })
    const many = Array.from({ length: 1001 }, (_, index) => ({ AttributeValue: `v${index}`, GroupName: 'G' }))
    expect((await refusal(at.running.admin, update, { Mappings: many })).message).toContain('At most 1000')
    expect((await refusal(at.running.admin, add, { ['x'.repeat(10_000)]: 'G' })).message).toContain('300')
    const twice = [
      { AttributeValue: 'a', GroupName: 'G' },
      { AttributeValue: 'a', GroupName: 'H' },
    ]
    expect((await refusal(at.running.admin, update, { Mappings: twice })).message).toContain('twice')
    expect(await all()).toEqual(['kept → Kept'])
  })
})
