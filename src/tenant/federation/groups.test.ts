import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { externalIdp, type ExternalIdp } from '#testing/externalIdp.ts'
import { federationOf } from '#testing/federation.ts'
import { peopleOf, refusal } from '#testing/people.ts'
import { answerIn } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

describe.each(testDatabases())('groups by an identity provider, $kind', (engine) => {
  let running: TestTenant
  let idp: ExternalIdp
  let federation: ReturnType<typeof federationOf>
  let people: ReturnType<typeof peopleOf>
  let link: string
  let id: string

  beforeAll(async () => {
    idp = await externalIdp()
    running = await bootTenant({ database: await engine.open<Tables>(), allow: [idp.issuer] })
    federation = federationOf(running)
    people = peopleOf(running)
    link = federation.link(await federation.flow.openIdConnect('bank'))
    id = await people.addIdentityProvider('Partner', idp.settings())
    await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
  })
  afterAll(async () => {
    await running.close()
    await idp.close()
  })

  const map = (Claim: string, rows: Record<string, string>) =>
    running.admin.result('/Gatewright/IdentityProviders/Update', {
      ID: id,
      GroupMappings: {
        Claim,
        Mappings: Object.entries(rows).map(([AttributeValue, GroupName]) => ({ AttributeValue, GroupName })),
      },
    })
  const groupsOf = async (name: string) => {
    const rows = await running.tenant.database.read
      .selectFrom('group_member')
      .innerJoin('group', 'group.id', 'group_member.group_id')
      .innerJoin('user', 'user.id', 'group_member.user_id')
      .where('user.name', '=', `${name}@partner.test`)
      .select('group.name')
      .orderBy('group.sort_key')
      .execute()
    return rows.map((row) => row.name)
  }
  const comes = async (name: string, claims: Record<string, unknown>) => {
    idp.state.person = { sub: name, preferred_username: `${name}@partner.test`, ...claims }
    answerIn(await federation.signIn(`${name}@partner.test`, link))
    return groupsOf(name)
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
    const [user] = await running.tenant.database.read
      .selectFrom('user')
      .select('id')
      .where('name', '=', 'ten@partner.test')
      .execute()
    const groups = await running.tenant.database.read.selectFrom('group').select(['id', 'name']).execute()
    const idOf = (name: string) => groups.find((group) => group.name === name)?.id ?? ''
    await running.admin.result('/Gatewright/Groups/AddMembers', { ID: idOf('Two'), Users: [user?.id] })
    expect(await comes('ten', { groups: [] })).toEqual(['Two'])
    expect(await comes('ten', { groups: [] })).toEqual(['Two'])
  })

  test('FC-11 another group in a row counts at the next sign-in, and no row leads to a group that is gone', async () => {
    await map('groups', { row: 'Before' })
    expect(await comes('eleven', { groups: 'row' })).toEqual(['Before'])
    await map('groups', { row: 'After' })
    expect(await comes('eleven', { groups: 'row' })).toEqual(['After'])
    const groups = await running.tenant.database.read.selectFrom('group').select(['id', 'name']).execute()
    const after = groups.find(({ name }) => name === 'After')?.id
    const refused = await refusal(running.admin, '/Gatewright/Groups/Delete', { ID: after })
    expect(refused.message).toContain('“row” of Partner')
    await map('groups', {})
    expect(await comes('eleven', { groups: 'row' })).toEqual([])
    await running.admin.result('/Gatewright/Groups/Delete', { ID: after })
  })

  test('RP-16 no row leads to System Administrator, whichever is there first', async () => {
    const admins = await people.addGroup('Admins')
    await people.join('sysadmin', { Groups: [admins] })
    const refused = await refusal(running.admin, '/Gatewright/IdentityProviders/Update', {
      ID: id,
      GroupMappings: { Claim: 'groups', Mappings: [{ AttributeValue: 'x', GroupName: 'Admins' }] },
    })
    expect(refused).toMatchObject({ field: 'groupMappings.mappings.0.group' })
    await map('groups', { x: 'Mapped' })
    const groups = await running.tenant.database.read.selectFrom('group').select(['id', 'name']).execute()
    const mapped = groups.find(({ name }) => name === 'Mapped')?.id ?? ''
    const joined = await refusal(running.admin, '/SaasManage/AddUsersAndGroupsToRole', {
      Name: 'sysadmin',
      Groups: [mapped],
    })
    expect(joined.message).toContain('Group Mappings of Partner')
    const role = await people.addRole('Holds the group')
    await people.join(role, { Groups: [mapped] })
    const nested = await refusal(running.admin, '/SaasManage/AddUsersAndGroupsToRole', {
      Name: 'sysadmin',
      Roles: [role],
    })
    expect(nested.message).toContain('Group Mappings of Partner')
  })

  test('RP-16 a row is added and removed by whoever holds what the group gives', async () => {
    const group = await people.addGroup('Readers')
    await people.join(await people.addRole('Readers of all', ['monitor']), { Groups: [group] })
    const federator = await people.somebody(['fedman', 'adminportallogin'])
    const body = { ID: id, GroupMappings: { Mappings: [{ AttributeValue: 'r', GroupName: 'Readers' }] } }
    const refused = await refusal(federator.client, '/Gatewright/IdentityProviders/Update', body)
    expect(refused.status).toBe(403)
    await running.admin.result('/Gatewright/IdentityProviders/Update', body)
    const taken = await refusal(federator.client, '/Gatewright/IdentityProviders/Update', {
      ID: id,
      GroupMappings: { Mappings: [] },
    })
    expect(taken.status).toBe(403)
    // Whoever says where the values come from says who has them, and who the linked people are
    const other = { ID: id, GroupMappings: { Claim: 'roles' } }
    expect((await refusal(federator.client, '/Gatewright/IdentityProviders/Update', other)).status).toBe(403)
    await map('groups', {})
    await comes('linked', {})
    const moved = { ID: id, Inbound: { ClientId: 'mine', ClientSecret: 'mine' } }
    const refusedMove = await refusal(federator.client, '/Gatewright/IdentityProviders/Update', moved)
    expect(refusedMove.message).toContain('People are linked')
  })

  test('FC-10 with the identity provider go the memberships that it gave', async () => {
    await map('groups', { last: 'Last' })
    expect(await comes('last', { groups: 'last' })).toEqual(['Last'])
    await running.admin.result('/Gatewright/IdentityProviders/Delete', { ID: id })
    expect(await groupsOf('last')).toEqual([])
  })
})
