import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { addToGroup, addToRole } from '#testing/groups.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { standingOf } from '../directory/rightsOf.ts'
import type { Tables } from '../store/tables.ts'

const create = '/CDirectoryService/CreateUser'
const change = '/CDirectoryService/ChangeUser'

describe.each(testDatabases())('System Administrators, $kind', (engine) => {
  let booted: TestTenant
  let people: People

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
  })
  afterAll(() => booted.close())

  const refused = (path: string, body: unknown) => refusal(booted.admin, path, body)

  test('their accounts are changed by their own kind only', async () => {
    const { client } = await people.somebody(['dsman', 'roleman'])
    const boss = await people.addUser('boss', { InSysAdminRole: true })
    const nested = await people.somebody()
    await people.join('sysadmin', { Roles: [nested.role] })
    for (const ID of [boss, nested.id]) {
      for (const [path, body] of [
        [change, { ID, Mail: 'thief@mail.test' }],
        [change, { ID, Password: 'another phrase 5' }],
        ['/CDirectoryService/SetUserState', { ID, state: 'Disabled' }],
        ['/UserMgmt/ResetUserPassword', { ID, newPassword: 'another phrase 5' }],
        ['/UserMgmt/RemoveUser', { ID }],
        ['/UserMgmt/RemoveUsers', { Users: [ID] }],
      ] as const)
        expect(await refusal(client, path, body), path).toMatchObject({ status: 403, code: 'forbidden' })
    }
    expect(
      await refusal(client, create, { Name: 'mole@acme.test', Password: password, InSysAdminRole: 'true' }),
    ).toMatchObject({ status: 403 })
    expect(await people.canSignIn('boss')).toBe(true)
  })

  test('CL-04 a confidential client becomes one on no path', async () => {
    const client = await people.addUser('app1', { OauthClient: true })
    const inner = await people.addRole('Holds a client')
    await people.join(inner, { Users: [client] })
    const admins = await people.addRole('Nested administrators')
    await people.join('sysadmin', { Roles: [admins] })
    const boss = await people.addUser('boss2', { InSysAdminRole: true })
    const add = '/SaasManage/AddUsersAndGroupsToRole'
    for (const [path, body] of [
      [create, { Name: 'app2@acme.test', Password: password, OauthClient: true, InSysAdminRole: true }],
      [add, { Name: 'sysadmin', Users: ['app1@acme.test'] }],
      [add, { Name: admins, Users: [client] }],
      [add, { Name: 'sysadmin', Roles: [inner] }],
      [add, { Name: admins, Roles: [inner] }],
      ['/Roles/UpdateRole', { Name: 'sysadmin', Users: { Add: [client] } }],
      [change, { ID: boss, OauthClient: true }],
    ] as const)
      expect((await refused(path, body)).message, JSON.stringify(body)).toMatch(/confidential client/)
    expect(await refused('/CDirectoryService/GetUserByName', { username: 'app2@acme.test' })).toMatchObject({
      code: 'not_found',
    })
  })
})

describe.each(testDatabases())('RT-03 the last System Administrator, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  let adminId: string

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
    adminId = (await booted.admin.result<{ UserId: string }>('/Security/WhoAmI')).UserId
  })
  afterAll(() => booted.close())

  const ways = (ID: string) =>
    [
      ['/UserMgmt/RemoveUser', { ID }],
      ['/UserMgmt/RemoveUsers', { Users: [ID] }],
      ['/CDirectoryService/SetUserState', { ID, state: 'Disabled' }],
      ['/CDirectoryService/SetUserState', { ID, state: 'Locked' }],
      ['/SaasManage/RemoveUsersAndGroupsFromRole', { Name: 'sysadmin', Users: [ID] }],
      ['/Roles/UpdateRole', { Name: 'sysadmin', Users: { Delete: [ID] } }],
    ] as const

  test('stays, whatever is tried', async () => {
    const other = await people.addUser('sleeper', { InSysAdminRole: true })
    await booted.admin.result('/CDirectoryService/SetUserState', { ID: other, state: 'Disabled' })
    for (const [path, body] of ways(adminId))
      expect((await refusal(booted.admin, path, body)).message, path).toContain(
        'without an enabled System Administrator',
      )
    await booted.admin.result('/UserMgmt/RemoveUser', { ID: other })
  })

  test('stays, also where a role or a group makes it one', async () => {
    const { admin } = booted
    const inner = await people.addRole('Inner administrators')
    const group = await people.addGroup('Administrators by group')
    const member = await people.addRole('Holds the group')
    await people.join('sysadmin', { Roles: [inner, member] })
    await people.join(member, { Groups: [group] })
    const id = await people.addUser('through')
    const client = await signIn(booted.url, { user: 'through@acme.test', password })
    const onlyThrough = async (way: 'role' | 'group') => {
      if (way === 'role') await people.join(inner, { Users: [id] })
      else await admin.result(addToGroup, { ID: group, Users: [id] })
      await client.result('/SaasManage/RemoveUsersAndGroupsFromRole', { Name: 'sysadmin', Users: [adminId] })
    }
    const back = () => client.result(addToRole, { Name: 'sysadmin', Users: [adminId] })
    const refusedEach = async (tries: readonly (readonly [string, unknown])[]) => {
      for (const [path, body] of tries)
        expect((await refusal(client, path, body)).message, `${path} ${JSON.stringify(body)}`).toContain(
          'without an enabled System Administrator',
        )
    }
    const ofAccount = [
      ['/CDirectoryService/ChangeUser', { ID: id, Gatewright: { State: 'Disabled' } }],
      ['/CDirectoryService/DeleteUser', { ID: 'through@acme.test' }],
      ['/UserMgmt/SetCloudLock', { user: id, lockuser: true }],
      ...ways(id).slice(0, 4),
    ] as const

    await onlyThrough('role')
    await refusedEach([
      ...ofAccount,
      ['/SaasManage/DeleteRole', { Name: inner }],
      ['/SaasManage/DeleteRoles', [inner]],
      ['/SaasManage/DeleteRoles', [member, inner]],
      ['/SaasManage/RemoveUsersAndGroupsFromRole', { Name: inner, Users: [id] }],
      ['/Roles/UpdateRole', { Name: inner, Users: { Delete: [id] } }],
      ['/SaasManage/RemoveUsersAndGroupsFromRole', { Name: 'sysadmin', Roles: [inner] }],
      ['/Roles/UpdateRole', { Name: 'sysadmin', Roles: { Delete: [inner] } }],
    ])
    await back()
    await admin.result('/SaasManage/RemoveUsersAndGroupsFromRole', { Name: inner, Users: [id] })

    await onlyThrough('group')
    await refusedEach([
      ...ofAccount,
      ['/Gatewright/Groups/RemoveMembers', { ID: group, Users: [id] }],
      ['/Gatewright/Groups/Delete', { ID: group }],
      ['/SaasManage/RemoveUsersAndGroupsFromRole', { Name: member, Groups: [group] }],
      ['/Roles/UpdateRole', { Name: member, Groups: { Delete: [group] } }],
      ['/SaasManage/DeleteRole', { Name: member }],
    ])
    // A role that requires federation takes no administrator the sign-in here (RT-02)
    await client.result('/Roles/UpdateRole', { Name: member, Gatewright: { RequiresFederation: true } })
    expect(await people.canSignIn('through')).toBe(true)
    await back()
    await admin.result('/Gatewright/Groups/RemoveMembers', { ID: group, Users: [id] })
    await admin.result('/UserMgmt/RemoveUser', { ID: id })
  })

  test('NT-64 of two who remove each other at once, one stays', async () => {
    let survivor = { id: adminId, client: booted.admin }
    for (const [round, mine] of ways('').entries()) {
      const user = `rival${round}@acme.test`
      const id = await survivor.client.result<string>(create, {
        Name: user,
        Password: password,
        InSysAdminRole: true,
      })
      const rival = { id, client: await signIn(booted.url, { user, password }) }
      const [path] = mine
      const against = (target: string) => ways(target)[round]?.[1]
      const outcomes = await Promise.all([
        survivor.client.post(path, against(rival.id)),
        rival.client.post(path, against(survivor.id)),
      ])
      expect(
        outcomes.filter(({ envelope }) => envelope.success),
        path,
      ).toHaveLength(1)
      const left = await booted.tenant.database.read
        .selectFrom('role_member')
        .innerJoin('user', 'user.id', 'role_member.member_id')
        .select('user.id')
        .where('role_id', '=', 'sysadmin')
        .where('state', '=', 'None')
        .execute()
      expect(left).toHaveLength(1)
      if (left[0]?.id === rival.id) survivor = rival
    }
  })
})

test.each(testDatabases())(
  'NT-64 of two who take each other away at once by different ways, one stays, $kind',
  async ({ open }) => {
    const booted = await bootTenant({ database: await open<Tables>() })
    const people = peopleOf(booted)
    const { read } = booted.tenant.database
    const { UserId: adminId } = await booted.admin.result<{ UserId: string }>('/Security/WhoAmI')
    const group = await people.addGroup('Second administrators')
    await people.join('sysadmin', { Groups: [group] })
    const id = await people.addUser('second')
    let first = booted.admin
    const lockFirst = { ID: adminId, Gatewright: { State: 'Locked' } }
    for (const [path, body] of [
      ['/CDirectoryService/SetUserState', { ID: id, state: 'Disabled' }],
      ['/SaasManage/RemoveUsersAndGroupsFromRole', { Name: 'sysadmin', Groups: [group] }],
      ['/Gatewright/Groups/RemoveMembers', { ID: group, Users: [id] }],
      ['/Gatewright/Groups/Delete', { ID: group }],
    ] as const) {
      await first.result('/CDirectoryService/SetUserState', { ID: id, state: 'None' })
      await first.result(addToRole, { Name: 'sysadmin', Groups: [group] })
      await first.result(addToGroup, { ID: group, Users: [id] })
      const second = await signIn(booted.url, { user: 'second@acme.test', password })
      const outcomes = await Promise.all([first.post(path, body), second.post(change, lockFirst)])
      expect(
        outcomes.filter(({ envelope }) => envelope.success),
        path,
      ).toHaveLength(1)
      const enabled = await read.selectFrom('user').select('id').where('state', '=', 'None').execute()
      const left = await Promise.all(enabled.map((user) => standingOf(read, user.id)))
      expect(left.filter((each) => each?.systemAdministrator)).toHaveLength(1)
      if (outcomes[1].envelope.success) {
        await second.result('/CDirectoryService/SetUserState', { ID: adminId, state: 'None' })
        first = await signIn(booted.url, administrator)
      }
    }
    await booted.close()
  },
)
