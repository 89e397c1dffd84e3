import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { objectsQuery, rowsOf, rowsQuery, type HeadRow, type RowsQuery } from '#console/api/redrock.ts'
import { objectTypes, type ObjectType } from '#schema/nouns.ts'
import { redrockReply } from '#schema/redrock.ts'
import type { Tables } from '#tenant/store/tables.ts'
import { testDatabases } from './database.ts'
import { oauthOf } from './oauth.ts'
import { peopleOf } from './people.ts'
import { bootTenant, type TestTenant } from './tenant.ts'

const sorted = ['alpha', 'Äpfel', 'Beta', 'émile', 'Zebra', 'zoo']
const made = ['zoo', 'émile', 'Beta', 'Zebra', 'Äpfel', 'alpha']
const suffix: Record<ObjectType, string> = {
  application: '',
  user: '@acme.test',
  role: ' r',
  group: ' g',
  identityProvider: ' i',
  device: ' d',
}
const namesOf = (type: ObjectType) => sorted.map((name) => `${name}${suffix[type]}`)

describe.each(testDatabases())('PB-07 lists are in the order of people, $kind', (engine) => {
  let booted: TestTenant
  const ids: Record<ObjectType, string[]> = {
    application: [],
    user: [],
    role: [],
    group: [],
    identityProvider: [],
    device: [],
  }
  let holder: { role: string; group: string }

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    const people = peopleOf(booted)
    const flow = oauthOf(booted)
    holder = { role: await people.addRole('1 holder'), group: await people.addGroup('1 holder of them') }
    for (const [at, name] of made.entries()) {
      const [app] = await booted.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
        ID: ['OAuth2ServerClient'],
      })
      const id = app?._RowKey ?? ''
      await flow.change(id, { Name: name, ServiceName: `app${at}` })
      for (const [Type, PrincipalId] of Object.entries({ Role: holder.role, Group: holder.group }))
        await flow.grant(id, { type: Type, id: PrincipalId }, 'View')
      ids.application.push(id)
      ids.user.push(await people.addUser(name))
      ids.role.push(await people.addRole(`${name} r`))
      ids.group.push(await people.addGroup(`${name} g`))
      ids.identityProvider.push(await people.addIdentityProvider(`${name} i`))
      ids.device.push(await people.addDevice(`${name} d`))
    }
    await people.join(holder.role, { Users: ids.user, Roles: ids.role, Groups: ids.group })
    await booted.admin.result('/Gatewright/Groups/AddMembers', { ID: holder.group, Users: ids.user })
  })
  afterAll(() => booted.close())

  const namesIn = async (path: string, body: unknown, of: ObjectType) => {
    const { Results } = redrockReply.parse(await booted.admin.result(path, body))
    const ours = new Set(namesOf(of))
    return Results.map(({ Row }) => String(Row['Name'])).filter((name) => ours.has(name))
  }
  const asked = async ({ queryKey: [, body], row }: RowsQuery<HeadRow>) => {
    const reply = redrockReply.parse(await booted.admin.result('/Redrock/query', body))
    return rowsOf(reply, { row }).map(({ Name }) => Name)
  }

  describe.each(objectTypes)('of the console, %s', (type) => {
    test('by themselves, up and down', async () => {
      const ours = new Set(namesOf(type))
      for (const sort of ['', 'Name', '-Name']) {
        const names = (await asked(objectsQuery(type, { sort }))).filter((name) => ours.has(name))
        expect(names).toEqual(sort === '-Name' ? namesOf(type).toReversed() : namesOf(type))
      }
    })

    test('page by page', async () => {
      const whole = await asked(objectsQuery(type, {}))
      const pages = []
      for (let page = 1; page <= Math.ceil(whole.length / 2); page++)
        pages.push(...(await asked(objectsQuery(type, { page, pageSize: 2 }))))
      expect(pages).toEqual(whole)
    })

    test('found in any case', async () => {
      expect(await asked(objectsQuery(type, { q: 'ÉMILE' }))).toEqual([`émile${suffix[type]}`])
    })
  })

  test('the list that portals page through', async () => {
    const script = '@@Web Applications PLV8'
    const row = z.object({ Name: z.string() })
    const list = async (page: Parameters<typeof rowsQuery<z.output<typeof row>>>[1]) => {
      const { queryKey } = rowsQuery({ script, row }, page)
      return namesIn('/Redrock/query', queryKey[1], 'application')
    }
    expect(await list({})).toEqual(sorted)
    expect(await list({ page: 2, pageSize: 2 })).toHaveLength(2)
    expect(await list({ sort: '-Name' })).toEqual(sorted.toReversed())
    expect(await list({ search: { text: 'ÉMILE', in: ['Name'] } })).toEqual(['émile'])
  })

  test('members of a role and of a group', async () => {
    for (const type of ['user', 'role', 'group'] as const)
      expect(await namesIn('/SaasManage/GetRoleMembers', { Name: holder.role }, type)).toEqual(namesOf(type))
    for (const [path, body] of [
      ['/SaasManage/GetRoleMembers', { Name: 'everybody' }],
      ['/Gatewright/Groups/Members', { ID: holder.group }],
    ] as const)
      expect(await namesIn(path, body, 'user')).toEqual(namesOf('user'))
  })

  test('applications that were assigned, and roles that somebody has', async () => {
    for (const [path, body] of [
      ['/Gatewright/Roles/Applications', { Name: holder.role }],
      ['/SaasManage/GetRoleApps', { role: holder.role }],
      ['/Gatewright/Groups/Applications', { ID: holder.group }],
    ] as const)
      expect(await namesIn(path, body, 'application')).toEqual(sorted)
    const [user] = ids.user
    for (const role of ids.role)
      await booted.admin.result('/SaasManage/AddUsersAndGroupsToRole', { Name: role, Users: [user] })
    const path = '/UserMgmt/GetUsersRolesAndAdministrativeRights'
    expect(await namesIn(path, { ID: user }, 'role')).toEqual(namesOf('role'))
  })

  test('permissions on an application', async () => {
    const [id = ''] = ids.application
    const grants = ids.user.map((user) => ({ PType: 'User', PrincipalId: user, Rights: 'View' }))
    await booted.admin.result('/SaasManage/SetApplicationPermissions', { ID: id, Grants: grants })
    const { Gatewright } = await booted.admin.result<{ Gatewright: { Grants: { name: string }[] } }>(
      '/SaasManage/GetApplication',
      { _RowKey: id },
    )
    const names = Gatewright.Grants.map(({ name }) => name)
    expect(names.filter((name) => namesOf('user').includes(name))).toEqual(namesOf('user'))
    const aces = await booted.admin.result<{ PrincipalName: string }[]>('/Acl/GetRowAces', { RowKey: id })
    expect(aces.map(({ PrincipalName }) => PrincipalName)).toEqual(names)
  })

  test('whatever is renamed moves', async () => {
    // The first in each list becomes the last but one
    const at = made.indexOf('alpha')
    const idOf = (type: ObjectType) => ids[type][at] ?? ''
    const renames: Record<ObjectType, [path: string, body: object]> = {
      application: ['/SaasManage/UpdateApplicationDE', { _RowKey: idOf('application'), Name: 'Žofie' }],
      user: ['/CDirectoryService/ChangeUser', { ID: idOf('user'), Name: 'Žofie@acme.test' }],
      role: ['/Roles/UpdateRole', { Name: idOf('role'), NewName: 'Žofie r' }],
      group: ['/Gatewright/Groups/Update', { ID: idOf('group'), Name: 'Žofie g' }],
      identityProvider: [
        '/Gatewright/IdentityProviders/Update',
        { ID: idOf('identityProvider'), Name: 'Žofie i' },
      ],
      device: ['/Gatewright/Devices/Update', { ID: idOf('device'), Name: 'Žofie d' }],
    }
    for (const type of objectTypes) {
      await booted.admin.result(...renames[type])
      const renamed = `Žofie${suffix[type]}`
      const ours = new Set([...namesOf(type), renamed])
      const names = (await asked(objectsQuery(type, {}))).filter((name) => ours.has(name))
      const zoo = namesOf(type).at(-1)
      expect(names).toEqual([...namesOf(type).slice(1, -1), renamed, zoo])
    }
  })
})
