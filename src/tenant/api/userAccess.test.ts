import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { addToGroup, addToRole } from '#testing/groups.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import type { Tables } from '../store/tables.ts'

const memberships = '/Gatewright/Users/Memberships'
const applications = '/Gatewright/Users/Applications'
type Rows = { Results: { Row: Record<string, unknown> }[]; FullCount: number }
type Named = { Type: string; Name: string }
type Reason = Named & { Direct: boolean; Ways: Named[][]; GrantStr: string }

describe.each(testDatabases())('what a user may do and why, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  let flow: OAuth
  let ada: string

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
    flow = oauthOf(booted)
    ada = await people.addUser('wendy', { InEverybodyRole: false })
  })
  afterAll(() => booted.close())

  const list = async (path: string, ID: string, { by = booted.admin, Args = {} }: Asked = {}) =>
    by.result<Rows>(path, { ID, Args })
  type Asked = { by?: ApiClient; Args?: object }
  const inWords = (ways: Named[][]) => ways.map((way) => way.map(({ Name }) => Name).join(' > '))

  test('memberships come with every way there, and the rights that each role gives', async () => {
    const outer = await people.addRole('Outer', ['monitor', 'reportman'])
    const inner = await people.addRole('Inner')
    const staff = await people.addGroup('Staff')
    await people.join(outer, { Roles: [inner], Users: [ada] })
    await people.join(inner, { Groups: [staff] })
    await booted.admin.result(addToGroup, { ID: staff, Users: [ada] })
    const { Results, FullCount } = await list(memberships, ada)
    expect(FullCount).toBe(3)
    expect(
      Results.map(({ Row }) => [
        Row['Type'],
        Row['Name'],
        Row['Direct'],
        inWords(Row['Ways'] as Named[][]),
        (Row['AdministrativeRights'] as { Path: string }[]).map(({ Path }) => Path),
      ]),
    ).toEqual([
      ['Group', 'Staff', true, [], []],
      ['Role', 'Inner', false, ['Staff'], []],
      ['Role', 'Outer', true, ['Staff > Inner'], ['/lib/rights/monitor.json', '/lib/rights/reportman.json']],
    ])
    const second = await list(memberships, ada, { Args: { PageNumber: 2, PageSize: 2, Limit: 2 } })
    expect([second.FullCount, second.Results.map(({ Row }) => Row['Name'])]).toEqual([3, ['Outer']])
  })

  test('Everybody is a direct membership, by the settings of the user', async () => {
    const bob = await people.addUser('bob')
    const { Results } = await list(memberships, bob)
    expect(Results.map(({ Row }) => [Row['ID'], Row['Direct'], Row['Ways']])).toEqual([
      ['everybody', true, []],
    ])
  })

  test('applications come with each permission that reaches the user, and the tokens agree', async () => {
    const own = await flow.application('own')
    const inherited = await flow.application('inherited')
    const seenOnly = await flow.application('seen-only')
    const role = await people.addRole('Runs it')
    const team = await people.addGroup('Team')
    await people.join(role, { Groups: [team] })
    await booted.admin.result(addToGroup, { ID: team, Users: [ada] })
    await flow.grant(own.rowKey, { type: 'User', id: ada }, 'Execute')
    await flow.grant(inherited.rowKey, { type: 'Role', id: role }, 'View,Execute')
    await flow.grant(inherited.rowKey, { type: 'User', id: ada }, 'View')
    await flow.grant(seenOnly.rowKey, { type: 'User', id: ada }, 'View')
    const { Results, FullCount } = await list(applications, ada)
    expect(FullCount).toBe(2)
    const said = Results.map(({ Row }) => [
      Row['ServiceName'],
      (Row['Reasons'] as Reason[])
        .map((each) => [each.Type, each.Name, each.Direct, inWords(each.Ways), each.GrantStr])
        .toSorted(([, one], [, other]) => String(one).localeCompare(String(other))),
    ])
    expect(said).toEqual([
      [
        'inherited',
        [
          ['Role', 'Runs it', false, ['Team'], 'View + Run'],
          ['User', 'wendy@acme.test', true, [], 'View'],
        ],
      ],
      ['own', [['User', 'wendy@acme.test', true, [], 'Run']]],
    ])

    // What the list says is what the token endpoint does
    const service = await flow.serviceUser('agrees')
    await booted.admin.result(addToGroup, { ID: team, Users: [service.id] })
    const asks = async (applicationId: string) =>
      (
        await flow.token(
          applicationId,
          { grant_type: 'client_credentials', scope: 'siem' },
          { client: service },
        )
      ).status
    expect((await list(applications, service.id)).Results.map(({ Row }) => Row['ServiceName'])).toEqual([
      'inherited',
    ])
    expect([await asks('inherited'), await asks('own')]).toEqual([200, 400])
    await booted.admin.result('/Gatewright/Groups/RemoveMembers', { ID: team, Users: [service.id] })
    expect((await list(applications, service.id)).FullCount).toBe(0)
    expect(await asks('inherited')).toBe(400)
  })

  test('AZ-02 who may look at users is told, of applications only those that they may see; others are told which right they lack', async () => {
    for (const { ID } of (await list(applications, ada)).Results.map(({ Row }) => Row))
      await flow.grant(String(ID), { type: 'Role', id: 'everybody' }, 'None')
    const reader = await people.somebody(['rouserman'])
    expect((await list(memberships, ada, { by: reader.client })).FullCount).toBeGreaterThan(0)
    expect((await list(applications, ada, { by: reader.client })).FullCount).toBe(0)
    const both = await people.somebody(['rouserman', 'appman'])
    expect((await list(applications, ada, { by: both.client })).FullCount).toBe(2)
    const nobody = await people.somebody([])
    for (const path of [memberships, applications]) {
      const refused = await refusal(nobody.client, path, { ID: ada })
      expect(refused).toMatchObject({ status: 403, code: 'forbidden' })
      expect(refused.message).toContain('User Management')
      expect(await refusal(booted.admin, path, { ID: 'nobody' })).toMatchObject({ code: 'not_found' })
    }
  })

  test('CL-04 of a confidential client that a table calls an administrator, the role is not among them', async () => {
    const client = await people.addUser('robot', { OauthClient: true })
    await booted.tenant.database.write((tx) =>
      tx
        .insertInto('role_member')
        .values({ role_id: 'sysadmin', member_type: 'User', member_id: client })
        .execute(),
    )
    expect((await list(memberships, client)).FullCount).toBe(0)
    expect(await refusal(booted.admin, addToRole, { Name: 'sysadmin', Users: [client] })).toMatchObject({
      code: 'invalid_request',
    })
  })
})
