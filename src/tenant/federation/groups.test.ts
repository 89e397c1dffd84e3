import { describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { federationTenant } from '#testing/federationTenant.ts'
import { refusal } from '#testing/people.ts'
import { answerIn } from '#testing/plainBrowser.ts'

describe.each(testDatabases())('groups by an identity provider, $kind', (engine) => {
  const at = federationTenant({ engine })

  const map = (Claim: string, rows: Record<string, string>) =>
    at.update({
      GroupMappings: {
        Claim,
        Mappings: Object.entries(rows).map(([AttributeValue, GroupName]) => ({ AttributeValue, GroupName })),
      },
    })
  const comes = async (name: string, claims: Record<string, unknown>) => {
    at.idp.state.person = { sub: name, preferred_username: `${name}@partner.test`, ...claims }
    answerIn(await at.federation.signIn(`${name}@partner.test`, at.link))
    return at.groupsOf(`${name}@partner.test`)
  }

  test.each<[string, string, Record<string, unknown>]>([
    ['one text', 'groups', { groups: 'staff' }],
    ['a list', 'groups', { groups: ['x', 'staff', 7, { a: 1 }] }],
    ['a path', 'realm_access.roles', { realm_access: { roles: ['staff'] } }],
    ['a literal name', 'https://example.com/roles', { 'https://example.com/roles': ['staff'] }],
    ['a literal name before a path', 'a.b', { 'a.b': ['staff'], a: { b: ['others'] } }],
  ])('FC-09 from %s', async (_, claim, claims) => {
    await map(claim, { staff: 'Staff', others: 'Others' })
    expect(await comes('nine', claims)).toEqual(['Staff'])
  })

  test('FC-09 values are compared exactly, and nothing is split', async () => {
    await map('groups', { staff: 'Staff' })
    for (const groups of ['Staff', 'staff,others', 'staff others', ' staff'])
      expect(await comes('exact', { groups })).toEqual([])
  })

  test('FC-10 a value that is gone takes its own membership alone', async () => {
    await map('groups', { one: 'One', two: 'Two' })
    expect(await comes('ten', { groups: ['one', 'two', 'unmapped'] })).toEqual(['One', 'Two'])
    const [user] = await at.running.tenant.database.read
      .selectFrom('user')
      .select('id')
      .where('name', '=', 'ten@partner.test')
      .execute()
    const groups = await at.running.tenant.database.read.selectFrom('group').select(['id', 'name']).execute()
    const idOf = (name: string) => groups.find((group) => group.name === name)?.id ?? ''
    await at.running.admin.result('/Gatewright/Groups/AddMembers', { ID: idOf('Two'), Users: [user?.id] })
    expect(await comes('ten', { groups: [] })).toEqual(['Two'])
    expect(await comes('ten', { groups: [] })).toEqual(['Two'])
  })

  test('FC-11 another group in a row counts at the next sign-in, and no row leads to a group that is gone', async () => {
    await map('groups', { row: 'Before' })
    expect(await comes('eleven', { groups: 'row' })).toEqual(['Before'])
    await map('groups', { row: 'After' })
    expect(await comes('eleven', { groups: 'row' })).toEqual(['After'])
    const groups = await at.running.tenant.database.read.selectFrom('group').select(['id', 'name']).execute()
    const after = groups.find(({ name }) => name === 'After')?.id
    const refused = await refusal(at.running.admin, '/Gatewright/Groups/Delete', { ID: after })
    expect(refused.message).toContain('“row” of Partner')
    await map('groups', {})
    expect(await comes('eleven', { groups: 'row' })).toEqual([])
    await at.running.admin.result('/Gatewright/Groups/Delete', { ID: after })
  })

  test('a group that is written in another case is the same one, and nothing has changed', async () => {
    await map('groups', { spelled: 'Spelled so', again: 'SPELLED SO' })
    const version = async () =>
      (
        await at.running.tenant.database.read
          .selectFrom('identity_provider')
          .select('version')
          .where('id', '=', at.id)
          .executeTakeFirstOrThrow()
      ).version
    const before = await version()
    await map('groups', { spelled: 'spelled SO', again: 'Spelled so' })
    expect(await version()).toBe(before)
    await map('groups', {})
  })

  test('RP-16 no row leads to System Administrator, whichever is there first', async () => {
    const admins = await at.people.addGroup('Admins')
    await at.people.join('sysadmin', { Groups: [admins] })
    const refused = await refusal(at.running.admin, '/Gatewright/IdentityProviders/Update', {
      ID: at.id,
      GroupMappings: { Claim: 'groups', Mappings: [{ AttributeValue: 'x', GroupName: 'Admins' }] },
    })
    expect(refused).toMatchObject({ field: 'groupMappings.mappings.0.group' })
    await map('groups', { x: 'Mapped' })
    const groups = await at.running.tenant.database.read.selectFrom('group').select(['id', 'name']).execute()
    const mapped = groups.find(({ name }) => name === 'Mapped')?.id ?? ''
    const joined = await refusal(at.running.admin, '/SaasManage/AddUsersAndGroupsToRole', {
      Name: 'sysadmin',
      Groups: [mapped],
    })
    expect(joined.message).toContain('Group Mappings of Partner')
    const role = await at.people.addRole('Holds the group')
    await at.people.join(role, { Groups: [mapped] })
    const nested = await refusal(at.running.admin, '/SaasManage/AddUsersAndGroupsToRole', {
      Name: 'sysadmin',
      Roles: [role],
    })
    expect(nested.message).toContain('Group Mappings of Partner')
  })

  test('RP-16 a row is added and removed by whoever holds what the group gives', async () => {
    const group = await at.people.addGroup('Readers')
    await at.people.join(await at.people.addRole('Readers of all', ['monitor']), { Groups: [group] })
    const federator = await at.people.somebody(['fedman', 'adminportallogin'])
    const body = { ID: at.id, GroupMappings: { Mappings: [{ AttributeValue: 'r', GroupName: 'Readers' }] } }
    const refused = await refusal(federator.client, '/Gatewright/IdentityProviders/Update', body)
    expect(refused.status).toBe(403)
    await at.running.admin.result('/Gatewright/IdentityProviders/Update', body)
    const taken = await refusal(federator.client, '/Gatewright/IdentityProviders/Update', {
      ID: at.id,
      GroupMappings: { Mappings: [] },
    })
    expect(taken.status).toBe(403)
    // Whoever says where the values come from says who has them, and who the linked people are
    const other = { ID: at.id, GroupMappings: { Claim: 'roles' } }
    expect((await refusal(federator.client, '/Gatewright/IdentityProviders/Update', other)).status).toBe(403)
    await map('groups', {})
    await comes('linked', {})
    const moved = { ID: at.id, Inbound: { ClientId: 'mine', ClientSecret: 'mine' } }
    const refusedMove = await refusal(federator.client, '/Gatewright/IdentityProviders/Update', moved)
    expect(refusedMove.message).toContain('People are linked')
  })

  test('FC-10 with the identity provider go the memberships that it gave', async () => {
    await map('groups', { last: 'Last' })
    expect(await comes('last', { groups: 'last' })).toEqual(['Last'])
    await at.federation.route()
    await at.running.admin.result('/Gatewright/IdentityProviders/Delete', { ID: at.id })
    expect(await at.groupsOf('last@partner.test')).toEqual([])
  })
})
