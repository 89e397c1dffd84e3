import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { addToGroup, removeFromGroup, rowsOf } from '#testing/groups.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

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
      await rowsOf(
        booted.admin,
        "select InternalName, SystemName from DSGroups where SystemName = 'Watchers'",
      ),
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
    await booted.admin.result(addToGroup, { ID: 'staff', Users: ['NILS@acme.test', mona, mona] })
    expect(await membersOf(id)).toEqual(['mona@acme.test', 'nils@acme.test'])
    expect((await refused(addToGroup, { ID: id, Users: ['nobody@acme.test'] })).message).toContain(
      'nobody@acme.test',
    )
    await booted.admin.result(removeFromGroup, { ID: id, Users: ['nobody@acme.test', 'nils@acme.test'] })
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
    await booted.admin.result(addToGroup, { ID: group, Users: [client.id] })
    expect(await token()).toEqual(isRefused)

    await flow.grant(portal.rowKey, { type: 'Group', id: group }, 'Execute')
    expect(await token()).toEqual([200, 'issued'])
    await booted.admin.result(removeFromGroup, { ID: group, Users: [client.id] })
    expect(await token()).toEqual(isRefused)

    await flow.grant(portal.rowKey, { type: 'Group', id: group }, 'None')
    const role = await people.addRole('Role of readers')
    await flow.grant(portal.rowKey, { type: 'Role', id: role }, 'Execute')
    await booted.admin.result(addToGroup, { ID: group, Users: [client.id] })
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
    const listed = () =>
      rowsOf(person, "select ServiceName from Application where ServiceName = 'for-a-group'")
    expect([await asked(), await listed()]).toEqual(['access_denied', []])
    const group = await people.addGroup('People of the application')
    await flow.grant(rowKey, { type: 'Group', id: group }, 'View,Execute')
    await booted.admin.result(addToGroup, { ID: group, Users: [id] })
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
})
