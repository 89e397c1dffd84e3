import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

const add = '/SaasManage/AddUsersAndGroupsToRole'
const remove = '/SaasManage/RemoveUsersAndGroupsFromRole'
const update = '/Roles/UpdateRole'

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

  test('a role is made, read, changed and deleted in the documented shapes', async () => {
    const { _RowKey: id } = await booted.admin.result<{ _RowKey: string }>('/Roles/StoreRole', {
      Name: 'Watchers',
      Description: 'Look at events',
      RoleType: 'PrincipalList',
    })
    expect(
      await booted.admin.result('/SaasManage/GetRole', { name: id, suppressPrincipalsList: true, Args: {} }),
    ).toMatchObject({
      Name: 'Watchers',
      _RowKey: id,
      Uuid: id,
      Description: 'Look at events',
      RoleType: 'PrincipalList',
      ReadOnly: false,
      Gatewright: { Version: 1 },
    })
    expect(await booted.admin.result(update, { Name: id, NewName: 'Guards' })).toBeNull()
    expect(await roleOf(id)).toMatchObject({
      Name: 'Guards',
      Description: 'Look at events',
      Gatewright: { Version: 2 },
    })
    const stale = await booted.admin.post(update, { Name: id, Description: 'x' }, { 'if-match': '"1"' })
    expect(stale).toMatchObject({ status: 412, envelope: { ErrorCode: 'stale', Gatewright: { version: 2 } } })
    expect(await booted.admin.result('/SaasManage/DeleteRole', { Name: id })).toBeNull()
    expect(await refused('/SaasManage/GetRole', { name: id })).toMatchObject({
      code: 'not_found',
      message: `The role ${id} does not exist.`,
    })
    expect(await refused(update, { Name: id, NewName: 'x' })).toMatchObject({ code: 'not_found' })
  })

  test('CF-04 a name is taken whatever its case', async () => {
    const id = await people.addRole('Twins')
    expect(await refused('/SaasManage/StoreRole', { Name: 'TWINS' })).toMatchObject({
      code: 'taken',
      field: 'description.name',
    })
    const other = await people.addRole('Another')
    expect(await refused(update, { Name: other, NewName: 'twins ' })).toMatchObject({ code: 'taken' })
    expect(await booted.admin.result(update, { Name: id, NewName: 'twins' })).toBeNull()
    expect(await refused('/SaasManage/StoreRole', { Name: '  ' })).toMatchObject({
      field: 'description.name',
    })
    expect(
      (await refused('/SaasManage/StoreRole', { Name: 'Dynamic', RoleType: 'Script' })).message,
    ).toContain('PrincipalList')
  })

  test('members are users and roles, by id or by name, and come back as rows', async () => {
    const [mona, nils] = [await people.addUser('mona'), await people.addUser('nils')]
    const [outer, inner] = [await people.addRole('Outer'), await people.addRole('Inner')]
    expect(
      await booted.admin.result(add, {
        Name: outer,
        Users: [mona, 'NILS@acme.test', mona],
        Groups: [],
        Roles: ['Inner'],
      }),
    ).toBeNull()
    expect(await people.members(outer)).toEqual([
      { Guid: inner, Name: 'Inner', Type: 'Role' },
      { Guid: mona, Name: 'mona@acme.test', Type: 'User' },
      { Guid: nils, Name: 'nils@acme.test', Type: 'User' },
    ])
    await booted.admin.result(update, {
      Name: outer,
      Users: { Add: [], Delete: ['mona@acme.test', 'nobody'] },
      Roles: { Delete: [inner] },
    })
    expect((await people.members(outer)).map(({ Guid }) => Guid)).toEqual([nils])
    expect(await booted.admin.result(remove, { Name: 'Outer', Users: [nils, 'gone@acme.test'] })).toBeNull()
    expect(await people.members(outer)).toEqual([])
    expect((await refused(add, { Name: outer, Users: [mona, 'nobody@acme.test'] })).message).toContain(
      'nobody@acme.test',
    )
    expect((await refused(add, { Name: outer, Groups: ['staff'] })).message).toContain('staff')
    expect(await people.members(outer)).toEqual([])
    const { Results, FullCount } = await booted.admin.result<{ Results: unknown[]; FullCount: number }>(
      '/Roles/GetRoleMembers',
      {
        Name: 'everybody',
        Args: { PageNumber: 1, PageSize: 1 },
      },
    )
    expect([Results.length, FullCount > 2]).toEqual([1, true])
  })

  test('roles do not contain themselves, by no detour', async () => {
    const [a, b, c] = [
      await people.addRole('Circle A'),
      await people.addRole('Circle B'),
      await people.addRole('Circle C'),
    ]
    await people.join(a, { Roles: [b] })
    await people.join(b, { Roles: [c] })
    for (const member of [a, c])
      expect((await refused(add, { Name: c, Roles: [member] })).message).toContain('cannot be its member')
  })

  test('a deleted role takes memberships and permissions along', async () => {
    const [outer, inner] = [await people.addRole('Keeps'), await people.addRole('Goes', ['monitor'])]
    await people.join(outer, { Roles: [inner] })
    const user = await people.somebody()
    await people.join(inner, { Users: [user.id] })
    expect((await user.client.post('/SaasManage/GetRole', { Name: outer })).status).toBe(200)
    await booted.admin.result('/SaasManage/DeleteRole', { Name: inner })
    expect(await people.members(outer)).toEqual([])
    expect((await user.client.post('/SaasManage/GetRole', { Name: outer })).status).toBe(403)
  })
})
