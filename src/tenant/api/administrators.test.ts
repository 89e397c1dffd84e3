import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
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
