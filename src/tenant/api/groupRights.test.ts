import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { addToGroup, addToRole, removeFromGroup, rowsOf } from '#testing/groups.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let booted: TestTenant
  let people: People
  let flow: OAuth

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
    flow = oauthOf(booted)
  })
  afterAll(() => booted.close())

  const refused = (path: string, body: unknown) => refusal(booted.admin, path, body)

  test('NT-38 nobody gives or takes rights that they do not hold through a group', async () => {
    const low = await people.somebody(['dsman', 'monitor'])
    const holding = await people.addRole('Powerful', ['appman'])
    const inside = await people.addRole('Inside powerful')
    await people.join(holding, { Roles: [inside] })
    const powerful = await people.addGroup('Of the powerful')
    await people.join(inside, { Groups: [powerful] })
    const administrators = await people.addGroup('Of the administrators')
    await people.join('sysadmin', { Groups: [administrators] })
    const harmless = await people.addGroup('Of the watchers')
    await people.join(await people.addRole('Watching', ['monitor']), { Groups: [harmless] })

    for (const group of [powerful, administrators])
      for (const [path, body] of [
        [addToGroup, { ID: group, Users: [low.id] }],
        [removeFromGroup, { ID: group, Users: [low.id] }],
        ['/Gatewright/Groups/Delete', { ID: group }],
      ] as const)
        expect(await refusal(low.client, path, body), path).toMatchObject({ status: 403, code: 'forbidden' })
    await low.client.result(addToGroup, { ID: harmless, Users: [low.id] })

    const roles = await people.somebody(['roleman'])
    for (const [path, body] of [
      [addToRole, { Name: holding, Groups: [harmless] }],
      [addToRole, { Name: 'sysadmin', Groups: [harmless] }],
      [addToGroup, { ID: harmless, Users: [roles.id] }],
    ] as const)
      expect(await refusal(roles.client, path, body), path).toMatchObject({ status: 403, code: 'forbidden' })
  })

  test.each(['Admin', 'Grant', 'Delete', 'ViewDetail'])(
    'AZ-05 NT-38 nobody joins a group or role that holds %s on an application without holding it there',
    async (right) => {
      const { rowKey } = await flow.application(`held-${right.toLowerCase()}`)
      const group = await people.addGroup(`With ${right}`)
      const role = await people.addRole(`Role with ${right}`)
      const outer = await people.addRole(`Role around the role with ${right}`)
      const through = await people.addGroup(`In the role with ${right}`)
      await people.join(role, { Groups: [through] })
      await people.join(outer, { Roles: [role] })
      for (const [type, id] of [
        ['Group', group],
        ['Role', outer],
      ] as const)
        await flow.grant(rowKey, { type, id }, `View,${right}`)
      const low = await people.somebody(['dsman', 'roleman'])
      const own = await people.addGroup(`Own of ${low.name}`)
      const ways = [
        [addToGroup, { ID: group, Users: [low.id] }],
        [addToGroup, { ID: through, Users: [low.id] }],
        [removeFromGroup, { ID: group, Users: [low.id] }],
        ['/Gatewright/Groups/Delete', { ID: group }],
        [addToRole, { Name: role, Users: [low.id] }],
        [addToRole, { Name: outer, Groups: [own] }],
        ['/SaasManage/DeleteRole', { Name: role }],
      ] as const
      for (const [path, body] of ways)
        expect(await refusal(low.client, path, body), JSON.stringify(body)).toMatchObject({
          status: 403,
          code: 'forbidden',
        })
      // Holding it there, or the right over all applications, is enough
      await flow.grant(rowKey, { type: 'User', id: low.id }, `View,${right}`)
      await low.client.result(addToGroup, { ID: group, Users: [low.id] })
      const manager = await people.somebody(['dsman', 'roleman', 'appman'])
      await manager.client.result(addToRole, { Name: role, Users: [manager.id] })
    },
  )

  test('Run and View are what membership is for: whoever manages members gives them', async () => {
    const { rowKey } = await flow.application('for-use')
    const group = await people.addGroup('Users of it')
    await flow.grant(rowKey, { type: 'Group', id: group }, 'View,Execute')
    const { client, id } = await people.somebody(['dsman'])
    expect(await client.result(addToGroup, { ID: group, Users: [id] })).toBeNull()
  })

  test('AZ-02 NT-44 a group tells its roles and applications to nobody who may not look at those', async () => {
    const { rowKey } = await flow.application('unseen')
    await flow.grant(rowKey, { type: 'Role', id: 'everybody' }, 'None')
    const group = await people.addGroup('Seen group')
    const role = await people.addRole('Unseen role')
    await people.join(role, { Groups: [group] })
    for (const [type, id] of [
      ['Group', group],
      ['Role', role],
    ] as const)
      await flow.grant(rowKey, { type, id }, 'View')
    const users = await people.somebody(['rouserman'])
    expect(await users.client.result('/Gatewright/Groups/Get', { ID: group })).toMatchObject({ Roles: null })
    const nothing = { FullCount: 0, Results: [] }
    expect(await users.client.result('/Gatewright/Groups/Applications', { ID: group })).toMatchObject(nothing)
    const roles = await people.somebody(['roroleman'])
    expect(await roles.client.result('/Gatewright/Roles/Applications', { Name: role })).toMatchObject(nothing)
    await flow.grant(rowKey, { type: 'User', id: roles.id }, 'View')
    expect(await roles.client.result('/Gatewright/Roles/Applications', { Name: role })).toMatchObject({
      FullCount: 1,
      Results: [{ Row: { ID: rowKey } }],
    })
  })

  test('NT-36 a name passes neither for an ID nor for a built-in role, and holds nothing invisible', async () => {
    const role = await people.addRole('Renamed later')
    const group = await people.addGroup('Renamed later')
    for (const Name of [
      'SysAdmin',
      'EVERYBODY',
      'System Administrator',
      'a\u202eb',
      'a\u200bb',
      group.toUpperCase(),
      'Аdmins',
    ])
      for (const [path, body] of [
        ['/Gatewright/Groups/Create', { Name }],
        ['/SaasManage/StoreRole', { Name }],
        ['/Gatewright/Groups/Update', { ID: group, Name }],
        ['/Roles/UpdateRole', { Name: role, NewName: Name }],
      ] as const)
        expect(await refused(path, body), `${path} ${Name}`).toMatchObject({ field: 'description.name' })
  })

  test('CL-04 a confidential client becomes a System Administrator through no group', async () => {
    const client = await people.addUser('no-admin', { OauthClient: true })
    const holds = await people.addGroup('Holds a client')
    await booted.admin.result(addToGroup, { ID: holds, Users: [client] })
    const nested = await people.addRole('Holds that group')
    await people.join(nested, { Groups: [holds] })
    const administrators = await people.addGroup('Further administrators')
    await people.join('sysadmin', { Groups: [administrators] })
    const boss = await people.addUser('boss', {})
    await booted.admin.result(addToGroup, { ID: administrators, Users: [boss] })
    for (const [path, body] of [
      [addToRole, { Name: 'sysadmin', Groups: [holds] }],
      [addToRole, { Name: 'sysadmin', Roles: [nested] }],
      [addToGroup, { ID: administrators, Users: [client] }],
      ['/CDirectoryService/ChangeUser', { ID: boss, OauthClient: true }],
    ] as const)
      expect((await refused(path, body)).message, JSON.stringify(body)).toMatch(/confidential client/)
    // Should the tables say so all the same, it does not become one by becoming a person
    await booted.tenant.database.write((tx) =>
      tx
        .insertInto('role_member')
        .values({ role_id: 'sysadmin', member_type: 'User', member_id: client })
        .execute(),
    )
    const person = { ID: client, OauthClient: false, Password: 'another phrase 5' }
    expect((await refused('/CDirectoryService/ChangeUser', person)).message).toContain('would then count')
  })

  test('RT-03 the last System Administrator stays, also one through a group', async () => {
    const { UserId: self } = await booted.admin.result<{ UserId: string }>('/Security/WhoAmI')
    const group = await people.addGroup('The administrators')
    await people.join('sysadmin', { Groups: [group] })
    await booted.admin.result(addToGroup, { ID: group, Users: [self] })
    // The other groups of administrators have members of other tests
    for (const { InternalName } of await rowsOf(booted.admin, 'select InternalName from DSGroups'))
      if (InternalName !== group) await booted.admin.result('/Gatewright/Groups/Delete', { ID: InternalName })
    await booted.admin.result('/SaasManage/RemoveUsersAndGroupsFromRole', {
      Name: 'sysadmin',
      Users: [self],
    })
    for (const [path, body] of [
      [removeFromGroup, { ID: group, Users: [self] }],
      ['/Gatewright/Groups/Delete', { ID: group }],
      ['/SaasManage/RemoveUsersAndGroupsFromRole', { Name: 'sysadmin', Groups: [group] }],
      ['/CDirectoryService/SetUserState', { ID: self, state: 'Disabled' }],
      ['/UserMgmt/RemoveUser', { ID: self }],
    ] as const)
      expect((await refused(path, body)).message, path).toContain('without an enabled System Administrator')
  })
})
