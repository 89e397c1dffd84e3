import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { addThirdDirectory } from '#testing/sourceDirectories.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

const cloud = '09B9A9B0-6CE8-465F-AB03-65766D33B05E'
const federated = 'C30B30B1-0B46-49AC-8D99-F6279EED7999'
const path = '/UserMgmt/DirectoryServiceQuery'

type Listed = { FullCount: number; Columns: { Name: string }[]; Results: { Row: Record<string, unknown> }[] }
type Reply = { User?: Listed; Group?: Listed; roles?: Listed }

describe.each(testDatabases())('directories, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  let ids: Record<'ada' | 'bea' | 'role' | 'group', string>
  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
    ids = {
      ada: await people.addUser('lab.ada', { DisplayName: 'Ada of the LAB', Mail: 'ada@mail.test' }),
      bea: await people.addUser('bea', { DisplayName: 'Bea' }),
      role: await people.addRole('Lab watchers', ['monitor']),
      group: await people.addGroup('Lab people'),
    }
    await booted.admin.result('/CDirectoryService/SetUserState', { ID: ids.bea, state: 'Locked' })
  })
  afterAll(() => booted.close())

  const ask = (body: object, client: ApiClient = booted.admin) => client.result<Reply>(path, body)
  const rows = (listed?: Listed) => listed?.Results.map(({ Row }) => Row)

  test.each(['GET', 'POST'])('GetDirectoryServices by %s gives the two fixed IDs', async (method) => {
    const reply = await fetch(`${booted.url}/Core/GetDirectoryServices`, {
      method,
      headers: { authorization: `Bearer ${booted.admin.bearer}` },
    })
    const { Result } = (await reply.json()) as { Result: Listed }
    expect(rows(Result)).toEqual([
      expect.objectContaining({ Service: 'CDS', directoryServiceUuid: cloud, Status: 'Active' }),
      expect.objectContaining({ Service: 'FDS', directoryServiceUuid: federated, Status: 'Active' }),
    ])
  })

  test('GetDirectoryServices says of each whether it answers', async () => {
    const third = await addThirdDirectory(booted.tenant)
    const status = async () => {
      const services = await booted.admin.result<Listed>('/Core/GetDirectoryServices')
      return rows(services)?.map((row) => `${String(row['Config'])} ${String(row['StatusDisplay'])}`)
    }
    const here = ['Cloud Directory Online', 'Federated Directory Online']
    expect(await status()).toEqual([...here, 'Third Directory Online'])
    third.down = true
    expect(await status()).toEqual([...here, 'Third Directory Offline'])
    third.down = false
    third.silent = true
    expect(await status()).toEqual([...here, 'Third Directory Offline'])
    await booted.tenant.database.write((tx) =>
      tx.deleteFrom('directory').where('id', '=', third.id).execute(),
    )
  })

  test('finds users, groups and roles, each by its own filter, and gives nothing that was not asked for', async () => {
    const like = (name: string) => ({ [name]: { _like: 'lab' } })
    const found = await ask({
      user: JSON.stringify({
        _and: [
          { _or: [like('DisplayName'), like('givenName'), like('sn'), like('SystemName')] },
          { ObjectType: 'user' },
        ],
      }),
      group: JSON.stringify({ _or: [like('DisplayName'), like('SystemName')] }),
      roles: JSON.stringify({ _or: [like('_ID'), { Name: { _like: { value: 'LAB', ignoreCase: true } } }] }),
      directoryServices: [cloud],
      Args: { PageNumber: 1, PageSize: 100000, Limit: 100000, SortBy: '', direction: 'False', Caching: -1 },
    })
    expect(rows(found.User)).toEqual([
      {
        InternalName: ids.ada,
        SystemName: 'lab.ada@acme.test',
        DisplayName: 'Ada of the LAB',
        ObjectType: 'User',
        Description: '',
        EMail: 'ada@mail.test',
        DirectoryServiceUuid: cloud,
        ServiceType: 'CDS',
        ServiceInstance: 'CDS',
        ServiceInstanceLocalized: 'Cloud Directory',
        DistinguishedName: 'lab.ada@acme.test',
        Status: 'Active',
        StatusEnum: 'Active',
        Enabled: true,
        Locked: false,
      },
    ])
    expect(rows(found.Group)).toMatchObject([
      { InternalName: ids.group, SystemName: 'Lab people', ObjectType: 'Group' },
    ])
    expect(rows(found.roles)).toEqual([
      {
        _ID: ids.role,
        Name: 'Lab watchers',
        Description: '',
        RoleType: 'PrincipalList',
        IsHidden: false,
        AdministrativeRights: [
          { Path: '/lib/rights/monitor.json', ServiceName: 'Read Only System Administration' },
        ],
      },
    ])
    for (const listed of [found.User, found.Group, found.roles])
      for (const row of rows(listed) ?? [])
        expect(listed?.Columns.map(({ Name }) => Name).sort()).toEqual(Object.keys(row).sort())
    expect(await ask({ roles: '{"Name":{"_eq":"LAB WATCHERS"}}' })).toMatchObject({ roles: { FullCount: 1 } })
    expect(Object.keys(await ask({ user: '{}' }))).toEqual(['User'])
    expect(await ask({})).toEqual({})
  })

  test('an empty filter is everybody, page by page and sorted by a name that the kind has', async () => {
    const page = (PageNumber: number) =>
      ask({
        user: '{}',
        roles: '{}',
        Args: { PageNumber, PageSize: 2, SortBy: 'SystemName', Ascending: false },
      })
    const [first, second] = [await page(1), await page(2)]
    expect(first.User).toMatchObject({ FullCount: 3 })
    expect(
      [...(rows(first.User) ?? []), ...(rows(second.User) ?? [])].map((row) => row['SystemName']),
    ).toEqual(['lab.ada@acme.test', 'bea@acme.test', 'ada@acme.test'])
    expect(rows(second.User)).toHaveLength(1)
    expect(rows(first.roles)).toHaveLength(2)
    expect(rows((await ask({ user: '{"SystemName":"bea@acme.test"}' })).User)).toMatchObject([
      { Enabled: false, Locked: true, Status: 'Locked' },
    ])
  })

  test('nobody is in the federated directory, and a wildcard is a letter', async () => {
    for (const body of [
      { user: '{}', group: '{}', roles: '{}', directoryServices: [federated] },
      {
        user: '{"SystemName":{"_like":"%"}}',
        group: '{"SystemName":{"_like":"_"}}',
        roles: '{"nothing":{"_eq":"x"}}',
      },
    ])
      expect(await ask(body)).toMatchObject({
        User: { FullCount: 0, Results: [] },
        Group: { FullCount: 0, Results: [] },
        roles: { FullCount: 0, Results: [] },
      })
  })

  test('rows follow the rights of the caller, as in Redrock', async () => {
    const all = { user: '{}', group: '{}', roles: '{}' }
    const appman = await people.somebody(['appman'])
    const found = await ask(all, appman.client)
    expect(rows(found.User)).toMatchObject([{ InternalName: appman.id }])
    expect([rows(found.Group), rows(found.roles)]).toEqual([[], []])
    const roleman = await ask(all, (await people.somebody(['roleman'])).client)
    expect(rows(roleman.roles)?.length).toBeGreaterThan(3)
    expect(rows(roleman.User)).toHaveLength(1)
    expect(await refusal((await people.somebody([])).client, path, all)).toMatchObject({ status: 403 })
  })

  test.each([
    ['no JSON', '{', 'A filter cannot be read. It is not valid JSON.'],
    ['a list', '[]', 'JSON object'],
    ['a name twice', '{"Name":"a","Name":"b"}', 'same member twice'],
    ['another operator', '{"Name":{"_gt":"a"}}', '_gt'],
    ['an operator for a name', '{"_not":[]}', '_not'],
    ['a number', '{"Name":{"_eq":7}}', 'text'],
    ['two operators', '{"Name":{"_eq":"a","_like":"b"}}', 'one operator'],
    ['no list', '{"_or":{"Name":"a"}}', 'list'],
    ['too many', JSON.stringify({ _or: Array.from({ length: 101 }, () => ({ Name: 'a' })) }), 'at most 100'],
  ])('NT-55 a filter with %s is refused', async (_, roles, words) => {
    const { code, message } = await refusal(booted.admin, path, { roles })
    expect(['invalid_request', 'invalid_fields']).toContain(code)
    expect(message).toContain(words)
  })
})
