import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type EndpointName } from '#schema/api.ts'
import { builtInRoles, rightPath, rights } from '#schema/right.ts'
import { testDatabases } from '#testing/database.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

const add = '/SaasManage/AddUsersAndGroupsToRole'
const remove = '/SaasManage/RemoveUsersAndGroupsFromRole'
const update = '/Roles/UpdateRole'
const give = '/SaasManage/AssignSuperRights'
const take = '/SaasManage/UnAssignSuperRights'

describe.each(testDatabases())('$kind', (engine) => {
  let booted: TestTenant
  let people: People

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
  })
  afterAll(() => booted.close())

  const refused = (path: string, body: unknown) => refusal(booted.admin, path, body)
  const roleOf = (name: string) =>
    booted.admin.result<Record<string, unknown>>('/SaasManage/GetRole', { name })
  const rightsOf = async (role: string) => {
    const { Results } = await booted.admin.result<{ Results: { Row: { Path: string } }[] }>(
      '/Core/GetAssignedAdministrativeRights',
      { role },
    )
    return Results.map(({ Row }) => Row.Path)
  }

  test('D10 a role is made with its rights in one step, or not at all', async () => {
    const body = (name: string, right: 'monitor' | 'fedman') => ({
      Name: name,
      Gatewright: { Rights: [rightPath(right)] },
    })
    const { _RowKey: id } = await booted.admin.result<{ _RowKey: string }>(
      '/SaasManage/StoreRole',
      body('Born', 'monitor'),
    )
    expect(await rightsOf(id)).toEqual([rightPath('monitor')])
    const { client } = await people.somebody(['roleman'])
    expect((await client.post('/SaasManage/StoreRole', body('Unheld', 'fedman'))).status).toBe(403)
    const { read } = booted.tenant.database
    expect(await read.selectFrom('role').select('id').where('name', '=', 'Unheld').execute()).toEqual([])
  })

  test('D10 name, description and rights are one change: one version, or none of it', async () => {
    const { _RowKey: Name } = await booted.admin.result<{ _RowKey: string }>('/SaasManage/StoreRole', {
      Name: 'One change',
      Gatewright: { Rights: [rightPath('monitor'), rightPath('appman')] },
    })
    const wanted = [rightPath('appman'), rightPath('reportman')]
    const change = { Name, NewName: 'One save', Description: 'Both', Gatewright: { Rights: wanted } }
    await booted.admin.result(update, change)
    const saved = { Name: 'One save', Description: 'Both', Gatewright: { Version: 2, Rights: wanted } }
    expect(await roleOf(Name)).toMatchObject(saved)
    await booted.admin.result(update, change)
    expect(await roleOf(Name)).toMatchObject(saved)
    const { client } = await people.somebody(['roleman'])
    const unheld = { ...change, NewName: 'Half', Gatewright: { Rights: [...wanted, rightPath('fedman')] } }
    expect(await refusal(client, update, unheld)).toMatchObject({ status: 403 })
    expect(await roleOf(Name)).toMatchObject(saved)
    // Who may not give a right may still rename a role that has it
    await client.result(update, { ...change, NewName: 'One save more' })
    expect(await roleOf(Name)).toMatchObject({ Name: 'One save more', Gatewright: { Version: 3 } })
    const sysadmin = (await roleOf('sysadmin')) as { Gatewright: { Rights: string[] } }
    const { Rights } = sysadmin.Gatewright
    await booted.admin.result(update, { Name: 'sysadmin', Gatewright: { Rights } })
    expect(
      await refused(update, { Name: 'sysadmin', Gatewright: { Rights: Rights.slice(1) } }),
    ).toMatchObject({ code: 'invalid_request' })
  })

  test('D10 settings, rights and members that come in one call are one change: one version and event, or none', async () => {
    const [stays, goes, comes] = [
      await people.addUser('stays'),
      await people.addUser('goes'),
      await people.addUser('comes'),
    ]
    const role = await people.addRole('In one call')
    await people.join(role, { Users: [stays, goes] })
    const change = {
      Name: role,
      Description: 'Together',
      Gatewright: { Rights: [rightPath('monitor')] },
      Users: { Add: [comes], Delete: [goes] },
    }
    const nobody = { ...change, Users: { ...change.Users, Add: [comes, 'nobody@acme.test'] } }
    const before = await roleOf(role)
    expect(await refused(update, nobody)).toMatchObject({ code: 'not_found' })
    expect(await roleOf(role)).toEqual(before)
    expect(await people.members(role)).toHaveLength(2)

    await booted.admin.result(update, change)
    expect(await roleOf(role)).toMatchObject({ Description: 'Together', Gatewright: { Version: 3 } })
    const ids = (await people.members(role)).map(({ Guid }) => Guid)
    expect(ids.toSorted()).toEqual([stays, comes].toSorted())
    const { entries } = await booted.admin.result<{ entries: { why: string }[] }>(
      '/Gatewright/History/List',
      { type: 'role', id: role },
    )
    expect(entries[0]?.why).toBe(
      `Rights given: ${rights.monitor}. Members removed: goes@acme.test. Members added: comes@acme.test`,
    )
    // By its id and by its name it is one role
    const both = [role, 'In one call'].map((Role, place) => ({
      Role,
      Path: rightPath(place === 0 ? 'appman' : 'reportman'),
    }))
    await booted.admin.result(give, both)
    expect(await roleOf(role)).toMatchObject({ Gatewright: { Version: 4 } })
  })

  test('built-in roles keep their names, rights and computed members', async () => {
    for (const id of Object.keys(builtInRoles)) {
      expect((await refused('/SaasManage/DeleteRole', { Name: id })).message).toContain('built in')
      expect((await refused(update, { Name: id, NewName: 'Mine' })).message).toContain('built in')
      expect(await roleOf(id)).toMatchObject({ ReadOnly: true })
    }
    const user = await people.addUser('olga')
    for (const path of [add, remove])
      expect((await refused(path, { Name: 'everybody', Users: [user] })).message).toContain(
        'cannot be changed by hand',
      )
    expect((await refused(add, { Name: 'sysadmin', Roles: ['everybody'] })).message).toContain('Everybody')
    for (const Role of ['readonlyadmin', 'supportstaff', 'securityreviewer'])
      expect((await refused(give, [{ Role, Path: rightPath('appman') }])).message).toContain('fixed')
    for (const Name of ['Support', 'security reviewer', 'supportstaff'])
      expect((await refused('/SaasManage/StoreRole', { Name })).message).toContain(
        'stands for a built-in role',
      )
    expect(await rightsOf('sysadmin')).toContain(rightPath('appman'))
  })

  test('rights are given and taken in lists, and an unknown one changes nothing', async () => {
    const role = await people.addRole('Holders')
    const [monitor, appman] = [rightPath('monitor'), '/lib/rights/AppMan.json']
    expect(
      await booted.admin.result(give, [
        { Role: role, Path: monitor },
        { Role: 'Holders', Path: appman },
        { Role: role, Path: monitor },
      ]),
    ).toBeNull()
    expect(await rightsOf(role)).toEqual([rightPath('appman'), monitor])
    expect(
      await refused(give, [
        { Role: role, Path: rightPath('dsman') },
        { Role: role, Path: '/lib/rights/root.json' },
      ]),
    ).toMatchObject({ code: 'not_found' })
    expect(
      await booted.admin.result('/Roles/UnAssignSuperRights', [{ Role: role, Path: monitor }]),
    ).toBeNull()
    expect(await rightsOf(role)).toEqual([rightPath('appman')])
    const { entries } = await booted.admin.result<{ entries: { why: string; changes: unknown[] }[] }>(
      '/Gatewright/History/List',
      { type: 'role', id: role },
    )
    expect(entries[0]).toMatchObject({
      why: 'Rights taken: Read Only System Administration',
      changes: [{ path: 'rights.rights', before: ['appman', 'monitor'], after: ['appman'] }],
    })
  })

  test('AZ-09 a right counts and is gone on the next call', async () => {
    const { client, role } = await people.somebody()
    const allowed = async () => (await client.post('/SaasManage/GetRole', { Name: 'sysadmin' })).status
    expect(await allowed()).toBe(403)
    await booted.admin.result(give, [{ Role: role, Path: rightPath('roroleman') }])
    expect(await allowed()).toBe(200)
    await booted.admin.result(take, [{ Role: role, Path: rightPath('roroleman') }])
    expect(await allowed()).toBe(403)
  })

  test('NT-38 who manages roles gives and takes only rights that they hold, by no detour', async () => {
    const { client, id, role: own } = await people.somebody(['roleman', 'monitor'])
    const powerful = await people.addRole('Powerful', ['appman'])
    const inside = await people.addRole('Inside powerful')
    await people.join(powerful, { Roles: [inside] })
    const empty = await people.addRole('Empty')
    for (const [path, body] of [
      [add, { Name: powerful, Users: [id] }],
      [add, { Name: inside, Users: [id] }],
      [add, { Name: powerful, Roles: [own] }],
      [add, { Name: 'sysadmin', Users: [id] }],
      [remove, { Name: powerful, Roles: [inside] }],
      [remove, { Name: 'sysadmin', Users: ['ada@acme.test'] }],
      [update, { Name: inside, Users: { Add: [id] } }],
      [update, { Name: powerful, Roles: { Delete: [inside] } }],
      [give, [{ Role: own, Path: rightPath('dsman') }]],
      [
        give,
        [
          { Role: empty, Path: rightPath('monitor') },
          { Role: empty, Path: rightPath('dsman') },
        ],
      ],
      [take, [{ Role: powerful, Path: rightPath('appman') }]],
      ['/SaasManage/DeleteRole', { Name: powerful }],
    ] as const)
      expect(await refusal(client, path, body), JSON.stringify(body)).toMatchObject({
        status: 403,
        code: 'forbidden',
      })
    expect(await people.members(powerful)).toHaveLength(1)
    expect(await rightsOf(empty)).toEqual([])
    // What they hold they may pass on.
    await client.result(give, [{ Role: empty, Path: rightPath('monitor') }])
    await client.result(add, { Name: empty, Users: [id] })
    await client.result('/SaasManage/DeleteRole', { Name: empty })
  })

  test('AZ-02 monitor reads everything here and writes nothing', async () => {
    const { client, id, name: username } = await people.somebody(['monitor'])
    const calls = (Object.keys(api) as EndpointName[]).filter(
      (name) =>
        /^\/(CDirectoryService|UserMgmt|Roles)\/|Role|SuperRights/.test(api[name].path) &&
        api[name].access.kind !== 'anyLogin',
    )
    expect(calls.length).toBeGreaterThan(15)
    for (const name of calls) {
      const { path, reads } = api[name]
      const fields = {
        ID: id,
        Name: 'invited',
        username,
        role: 'invited',
        state: 'None',
        newPassword: 'some long words 1',
        user: name === 'directoryServiceQuery' ? '{}' : id,
        roleName: 'Invited Users',
        lockuser: true,
      }
      const body = /SuperRights/.test(path)
        ? [{ Role: 'invited', Path: rightPath('monitor') }]
        : { ...fields, Users: name === 'updateRole' ? { Add: [id] } : [id] }
      const { status, envelope } = await client.post(path, body)
      expect([path, status, envelope.success]).toEqual([path, reads ? 200 : 403, reads])
    }
  })
})
