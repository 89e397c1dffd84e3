import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

const add = '/Gatewright/Groups/AddMembers'
const remove = '/Gatewright/Groups/RemoveMembers'
const addToRole = '/SaasManage/AddUsersAndGroupsToRole'

describe.each(testDatabases())('groups, $kind', (engine) => {
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
  const groupOf = (id: string) =>
    booted.admin.result<Record<string, unknown> | null>('/Gatewright/Groups/Get', { ID: id })
  const membersOf = async (id: string) => {
    const { Results } = await booted.admin.result<{ Results: { Row: { Name: string } }[] }>(
      '/Gatewright/Groups/Members',
      { ID: id },
    )
    return Results.map(({ Row }) => Row.Name)
  }
  const rows = async (client: TestTenant['admin'], Script: string) => {
    const { Results } = await client.result<{ Results: { Row: Record<string, unknown> }[] }>(
      '/Redrock/query',
      {
        Script,
      },
    )
    return Results.map(({ Row }) => Row)
  }

  test('a group is made, listed, renamed and deleted, and keeps its versions', async () => {
    const id = await people.addGroup('Watchers')
    expect(await groupOf('WATCHERS')).toEqual({
      ID: id,
      Name: 'Watchers',
      Description: '',
      Roles: [],
      Gatewright: { Version: 1 },
    })
    const change = '/Gatewright/Groups/Update'
    expect(await booted.admin.result(change, { ID: id, Description: 'Look at events' })).toBeNull()
    const stale = await booted.admin.post(change, { ID: id, Name: 'x' }, { 'if-match': '"1"' })
    expect(stale).toMatchObject({ status: 412, envelope: { ErrorCode: 'stale', Gatewright: { version: 2 } } })
    expect(
      await rows(booted.admin, "select InternalName, SystemName from DSGroups where SystemName = 'Watchers'"),
    ).toMatchObject([{ InternalName: id, SystemName: 'Watchers' }])
    expect(await refused('/Gatewright/Groups/Create', { Name: 'watchers' })).toMatchObject({
      code: 'taken',
      field: 'description.name',
    })
    expect(await refused(change, { ID: id, Name: ' ' })).toMatchObject({ field: 'description.name' })
    expect(await booted.admin.result('/Gatewright/Groups/Delete', { ID: id })).toBeNull()
    expect(await groupOf(id)).toBeNull()
    expect(await refused(change, { ID: id, Name: 'x' })).toMatchObject({ code: 'not_found' })
    const { entries } = await booted.admin.result<{ entries: { why: string }[] }>(
      '/Gatewright/History/List',
      {
        type: 'group',
        id,
      },
    )
    expect(entries.map(({ why }) => why)).toEqual(['Deleted', 'Changed', 'Created'])
  })

  test('members are users, by id or by name; what is named and not there changes nothing', async () => {
    const [mona] = [await people.addUser('mona'), await people.addUser('nils')]
    const id = await people.addGroup('Staff')
    await booted.admin.result(add, { ID: 'staff', Users: ['NILS@acme.test', mona, mona] })
    expect(await membersOf(id)).toEqual(['mona@acme.test', 'nils@acme.test'])
    expect((await refused(add, { ID: id, Users: ['nobody@acme.test'] })).message).toContain(
      'nobody@acme.test',
    )
    await booted.admin.result(remove, { ID: id, Users: ['nobody@acme.test', 'nils@acme.test'] })
    expect(await membersOf(id)).toEqual(['mona@acme.test'])
    await booted.admin.result('/UserMgmt/RemoveUser', { ID: mona })
    expect(await membersOf(id)).toEqual([])
  })

  test('Run reaches a client through a group, itself permitted or in a role that is, and ends with the membership', async () => {
    const portal = await flow.application('grouped')
    const client = await flow.serviceUser('in-a-group')
    const token = async () => {
      const { status, body } = await flow.token(
        'grouped',
        { grant_type: 'client_credentials', scope: 'siem' },
        { client },
      )
      return [status, body['error'] ?? 'issued']
    }
    const isRefused = [400, 'unauthorized_client']
    const group = await people.addGroup('Readers')
    await booted.admin.result(add, { ID: group, Users: [client.id] })
    expect(await token()).toEqual(isRefused)

    await flow.grant(portal.rowKey, { type: 'Group', id: group }, 'Execute')
    expect(await token()).toEqual([200, 'issued'])
    await booted.admin.result(remove, { ID: group, Users: [client.id] })
    expect(await token()).toEqual(isRefused)

    await flow.grant(portal.rowKey, { type: 'Group', id: group }, 'None')
    const role = await people.addRole('Role of readers')
    await flow.grant(portal.rowKey, { type: 'Role', id: role }, 'Execute')
    await booted.admin.result(add, { ID: group, Users: [client.id] })
    expect(await token()).toEqual(isRefused)
    await people.join(role, { Groups: ['Readers'] })
    expect(await token()).toEqual([200, 'issued'])
    expect(await groupOf(group)).toMatchObject({ Roles: [{ ID: role, Name: 'Role of readers' }] })
    expect(await people.members(role)).toEqual([{ Guid: group, Name: 'Readers', Type: 'Group' }])
    await booted.admin.result('/Gatewright/Groups/Delete', { ID: group })
    expect(await token()).toEqual(isRefused)
    expect(await people.members(role)).toEqual([])
  })

  test('a person signs in to an application through a group, and sees it listed', async () => {
    const { rowKey } = await flow.application('for-a-group')
    await flow.grant(rowKey, { type: 'Role', id: 'everybody' }, 'None')
    const id = await people.addUser('grouped-person')
    const person = await signIn(booted.url, { user: 'grouped-person@acme.test', password })
    const { bearer } = person
    const asked = async () => {
      const reply = await flow.authorize('for-a-group', flow.request('svc-for-a-group@acme.test'), { bearer })
      return new URL(reply.headers.get('location') ?? '', booted.url).searchParams.get('error') ?? 'a code'
    }
    const listed = () => rows(person, "select ServiceName from Application where ServiceName = 'for-a-group'")
    expect([await asked(), await listed()]).toEqual(['access_denied', []])
    const group = await people.addGroup('People of the application')
    await flow.grant(rowKey, { type: 'Group', id: group }, 'View,Execute')
    await booted.admin.result(add, { ID: group, Users: [id] })
    expect([await asked(), await listed()]).toMatchObject(['a code', [{ ServiceName: 'for-a-group' }]])
  })

  test('a permission names a group that there is, by the name that the directory has', async () => {
    const { rowKey } = await flow.application('named-group')
    const group = await people.addGroup('Named right')
    const grants = '/SaasManage/SetApplicationPermissions'
    await booted.admin.result(grants, {
      ID: rowKey,
      Grants: [{ Principal: 'Forged', PrincipalId: group, PType: 'Group', Rights: 'View' }],
    })
    const aces = await booted.admin.result<{ PrincipalName: string; PrincipalType: string }[]>(
      '/Acl/GetRowAces',
      { RowKey: rowKey, Table: 'Application' },
    )
    expect(aces.find(({ PrincipalType }) => PrincipalType === 'Group')?.PrincipalName).toBe('Named right')
    const unknown = await refused(grants, {
      ID: rowKey,
      Grants: [{ PrincipalId: 'gone', PType: 'Group', Rights: 'View' }],
    })
    expect(unknown.message).toContain('There is no group with the ID gone')
  })

  test('the applications of a group and of a role are those on which they hold a permission themselves', async () => {
    const { rowKey } = await flow.application('assigned')
    const group = await people.addGroup('Assigned group')
    const role = await people.addRole('Assigned role')
    await flow.grant(rowKey, { type: 'Group', id: group }, 'View')
    await flow.grant(rowKey, { type: 'Role', id: role }, 'View,Execute')
    const assigned = (path: string, body: object) =>
      booted.admin.result<{ FullCount: number; Results: { Row: object }[] }>(path, body)
    const row = { ID: rowKey, Name: 'The assigned application', ServiceName: 'assigned' }
    expect(await assigned('/Gatewright/Groups/Applications', { ID: group })).toMatchObject({
      FullCount: 1,
      Results: [{ Row: { ...row, Grant: 4, GrantStr: 'View' } }],
    })
    expect(await assigned('/Gatewright/Roles/Applications', { Name: role })).toMatchObject({
      FullCount: 1,
      Results: [{ Row: { ...row, Grant: 132, GrantStr: 'View + Run' } }],
    })
    // The console's own application is nobody's business
    const ofEverybody = await assigned('/Gatewright/Roles/Applications', { Name: 'everybody' })
    expect(JSON.stringify(ofEverybody)).not.toContain('__gatewright_console')
    const page = { PageNumber: 2, PageSize: 1, Limit: 1 }
    const second = await assigned('/Gatewright/Roles/Applications', { Name: 'everybody', Args: page })
    expect([second.Results.length, second.FullCount]).toEqual([1, ofEverybody.FullCount])
    expect(second.Results[0]).toEqual(ofEverybody.Results[1])
  })

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
        [add, { ID: group, Users: [low.id] }],
        [remove, { ID: group, Users: [low.id] }],
        ['/Gatewright/Groups/Delete', { ID: group }],
      ] as const)
        expect(await refusal(low.client, path, body), path).toMatchObject({ status: 403, code: 'forbidden' })
    await low.client.result(add, { ID: harmless, Users: [low.id] })

    const roles = await people.somebody(['roleman'])
    for (const [path, body] of [
      [addToRole, { Name: holding, Groups: [harmless] }],
      [addToRole, { Name: 'sysadmin', Groups: [harmless] }],
      [add, { ID: harmless, Users: [roles.id] }],
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
        [add, { ID: group, Users: [low.id] }],
        [add, { ID: through, Users: [low.id] }],
        [remove, { ID: group, Users: [low.id] }],
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
      await low.client.result(add, { ID: group, Users: [low.id] })
      const manager = await people.somebody(['dsman', 'roleman', 'appman'])
      await manager.client.result(addToRole, { Name: role, Users: [manager.id] })
    },
  )

  test('Run and View are what membership is for: whoever manages members gives them', async () => {
    const { rowKey } = await flow.application('for-use')
    const group = await people.addGroup('Users of it')
    await flow.grant(rowKey, { type: 'Group', id: group }, 'View,Execute')
    const { client, id } = await people.somebody(['dsman'])
    expect(await client.result(add, { ID: group, Users: [id] })).toBeNull()
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
    await booted.admin.result(add, { ID: holds, Users: [client] })
    const nested = await people.addRole('Holds that group')
    await people.join(nested, { Groups: [holds] })
    const administrators = await people.addGroup('Further administrators')
    await people.join('sysadmin', { Groups: [administrators] })
    const boss = await people.addUser('boss', {})
    await booted.admin.result(add, { ID: administrators, Users: [boss] })
    for (const [path, body] of [
      [addToRole, { Name: 'sysadmin', Groups: [holds] }],
      [addToRole, { Name: 'sysadmin', Roles: [nested] }],
      [add, { ID: administrators, Users: [client] }],
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
    await booted.admin.result(add, { ID: group, Users: [self] })
    // The other groups of administrators have members of other tests
    for (const { InternalName } of await rows(booted.admin, 'select InternalName from DSGroups'))
      if (InternalName !== group) await booted.admin.result('/Gatewright/Groups/Delete', { ID: InternalName })
    await booted.admin.result('/SaasManage/RemoveUsersAndGroupsFromRole', {
      Name: 'sysadmin',
      Users: [self],
    })
    for (const [path, body] of [
      [remove, { ID: group, Users: [self] }],
      ['/Gatewright/Groups/Delete', { ID: group }],
      ['/SaasManage/RemoveUsersAndGroupsFromRole', { Name: 'sysadmin', Groups: [group] }],
      ['/CDirectoryService/SetUserState', { ID: self, state: 'Disabled' }],
      ['/UserMgmt/RemoveUser', { ID: self }],
    ] as const)
      expect((await refused(path, body)).message, path).toContain('without an enabled System Administrator')
  })
})
