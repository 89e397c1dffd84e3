import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { federatedDirectory } from '#schema/directoryService.ts'
import { insertGroup } from '#tenant/directory/insertGroup.ts'
import { theTenant } from '#tenant/audit/event.ts'
import { administrator } from '#testing/administrator.ts'
import { testDatabases } from '#testing/database.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { addFrom } from '#testing/sourceDirectories.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

// People who prove themselves elsewhere: they are told apart everywhere, and have no password here.

describe.each(testDatabases())('somebody from the federated directory, $kind', (engine) => {
  let running: TestTenant
  let people: People
  let fed: string
  let cloud: string
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(running)
    cloud = await people.addUser('cloudy')
    fed = await addFrom(running.tenant, 'fed@acme.test')
    const { tenant } = running
    await tenant.database.write((tx) =>
      insertGroup(
        { tx, tenant, by: theTenant },
        { config: { description: { name: 'Partners', description: '' } }, directory: federatedDirectory },
      ),
    )
  })
  afterAll(() => running.close())

  const credentials = () =>
    running.tenant.database.read.selectFrom('credential').select('id').where('owner_id', '=', fed).execute()

  const calls: Record<string, () => [string, object]> = {
    ResetUserPassword: () => ['/UserMgmt/ResetUserPassword', { ID: fed, newPassword: password }],
    ChangeUser: () => ['/CDirectoryService/ChangeUser', { ID: fed, Password: password }],
    'ChangeUser, as a client': () => ['/CDirectoryService/ChangeUser', { ID: fed, OauthClient: true }],
    'ChangeUser, to be chosen at sign-in': () => [
      '/CDirectoryService/ChangeUser',
      { ID: fed, ForcePasswordChangeNext: true },
    ],
    'another secret': () => [
      '/Gatewright/Secrets/Add',
      { owner: { type: 'user', id: fed }, key: randomUUID(), label: 'x', expiresAt: null },
    ],
  }
  test.each(Object.entries(calls))('gets no password by %s', async (_, call) => {
    const [path, body] = call()
    const { envelope } = await running.admin.post(path, body)
    expect([envelope.success, await credentials()]).toEqual([false, []])
    expect(envelope.Message).toMatch(/no password here|Only accounts of the Cloud Directory|has one password/)
  })

  test('gets none by changing it, and no try is counted against them', async () => {
    const { tenant } = running
    const { changeOwnPassword } = await import('../directory/ownPassword.ts')
    const actor = {
      id: fed,
      name: 'fed@acme.test',
    } as Parameters<typeof changeOwnPassword>[1]['actor']
    const change = { actor, by: { ...theTenant, ip: '192.0.2.1' }, oldPassword: 'a', newPassword: password }
    await expect(changeOwnPassword(tenant, change)).rejects.toThrow(
      'fed@acme.test comes from Federated Directory and has no password here.',
    )
    const failed = await tenant.database.read.selectFrom('failed_login').selectAll().execute()
    expect([await credentials(), failed]).toEqual([[], []])
  })

  test('is changed in other things, and stays who they are', async () => {
    await running.admin.result('/CDirectoryService/ChangeUser', { ID: fed, Description: 'A partner' })
    const attributes = await running.admin.result('/UserMgmt/GetUserAttributes', { ID: fed })
    expect(attributes).toMatchObject({ Description: 'A partner', directoryServiceUuid: federatedDirectory })
  })

  test('has a name that nobody else has in any directory', async () => {
    const taken = { Name: 'FED@acme.test', Password: password }
    expect((await refusal(running.admin, '/CDirectoryService/CreateUser', taken)).message).toContain('used')
    await expect(addFrom(running.tenant, 'Cloudy@acme.test')).rejects.toThrow('is already used')
    await expect(
      addFrom(running.tenant, 'other@acme.test').then(() => addFrom(running.tenant, 'other@acme.test')),
    ).rejects.toThrow('is already used')
  })

  test.each(['bob_contoso.com#EXT#', "o'neil"])(
    'may be called %s, which nobody here may choose',
    async (name) => {
      const id = await addFrom(running.tenant, `${name}@acme.test`)
      expect(await running.admin.result('/CDirectoryService/GetUser', { ID: id })).toMatchObject({
        Name: `${name}@acme.test`,
      })
      await running.admin.result('/CDirectoryService/ChangeUser', { ID: id, Description: 'x' })
      expect(
        await running.admin.result('/CDirectoryService/GetUserByName', {
          username: `${name.toUpperCase()}＠acme.test`,
        }),
      ).toMatchObject({ Uuid: id })
      const other = { Name: `2${name}@acme.test`, Password: password }
      expect(await refusal(running.admin, '/CDirectoryService/CreateUser', other)).toMatchObject({
        field: 'account.name',
        message: 'Use letters, digits and + - _ . only.',
      })
      const renamed = { ID: cloud, Name: `2${name}@acme.test` }
      expect((await refusal(running.admin, '/CDirectoryService/ChangeUser', renamed)).field).toBe(
        'account.name',
      )
    },
  )

  test.each(['ada＠acme.test', 'o’neil@acme.test', 'ada@acme.test＠evil.test'])(
    'is refused in words with the name %s',
    async (name) => {
      await expect(addFrom(running.tenant, name)).rejects.toThrow(/^(Use|Write)/)
    },
  )

  test('is named with the directory by Redrock, and found there by directory queries', async () => {
    const rows = async (script: string) =>
      (
        await running.admin.result<{ Results: { Row: Record<string, unknown> }[] }>('/Redrock/query', {
          Script: script,
        })
      ).Results.map(({ Row }) => Row)
    const ofFederated = await rows(`select ID from User where DirectoryServiceUuid = '${federatedDirectory}'`)
    const ids = ofFederated.map(({ ID }) => ID)
    expect([ids.includes(fed), ids.includes(cloud)]).toEqual([true, false])
    expect(
      await rows(`select DirectoryServiceUuid from DSGroups where SystemName = 'Partners'`),
    ).toMatchObject([{ DirectoryServiceUuid: federatedDirectory }])
    type Found = { Row: Record<string, unknown>; Entities: { Type: string }[] }
    const ask = (directoryServices: string[]) =>
      running.admin.result<{ User: { Results: Found[]; FullCount: number }; Group: { Results: Found[] } }>(
        '/UserMgmt/DirectoryServiceQuery',
        { user: '{"SystemName":{"_like":"d"}}', group: '{}', directoryServices },
      )
    const found = await ask([federatedDirectory.toLowerCase()])
    expect(found.User.Results.map(({ Row }) => Row['SystemName'])).toEqual(['fed@acme.test'])
    expect(found.User.Results[0]).toMatchObject({
      Row: { ServiceType: 'FDS', ServiceInstanceLocalized: 'Federated Directory' },
      Entities: [{ Type: federatedDirectory }],
    })
    expect(found.Group.Results.map(({ Row }) => Row['SystemName'])).toEqual(['Partners'])
    const everywhere = await ask([federatedDirectory, '09B9A9B0-6CE8-465F-AB03-65766D33B05E'])
    const names = everywhere.User.Results.map(({ Row }) => Row['SystemName'])
    expect(names).toEqual(expect.arrayContaining(['fed@acme.test', 'cloudy@acme.test', administrator.user]))
    expect((await ask([])).User.FullCount).toBe(0)
  })

  test('is named with the directory in events', async () => {
    const by = { id: fed, name: 'fed@acme.test', ip: null, correlationId: 'x' }
    await running.tenant.events.record(by, { type: 'Cloud.Core.Login', detail: {} })
    const { Results } = await running.admin.result<{ Results: { Row: object }[] }>('/Redrock/query', {
      Script: `select DirectoryServiceUuid, DSType from Event where UserGuid = '${fed}'`,
    })
    expect(Results.map(({ Row }) => Row)).toMatchObject([
      { DirectoryServiceUuid: federatedDirectory, DSType: 'FDS' },
    ])
  })

  test('RT-03 is nobody who could be the last System Administrator', async () => {
    await people.join('sysadmin', { Users: [fed] })
    const [ada] = await running.tenant.database.read
      .selectFrom('user')
      .select('id')
      .where('name', '=', administrator.user)
      .execute()
    const disable = { ID: ada?.id, state: 'Disabled' }
    expect((await refusal(running.admin, '/CDirectoryService/SetUserState', disable)).message).toContain(
      'without an enabled System Administrator',
    )
    await people.join('sysadmin', { Users: [cloud] })
    await running.admin.result('/SaasManage/RemoveUsersAndGroupsFromRole', {
      Name: 'sysadmin',
      Users: [cloud],
    })
  })
})
