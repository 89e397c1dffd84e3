import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, type People } from '#testing/people.ts'
import { testDatabases } from '#testing/database.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  let people: People
  let portal: Awaited<ReturnType<OAuth['application']>>
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    flow = oauthOf(running)
    people = peopleOf(running)
    portal = await flow.application('portal')
  })
  afterAll(() => running.close())

  type Page = { entries: { version: number; who: string; changes: object[] }[]; more: boolean }

  test('a change is told with who, when and what, and a version can be read', async () => {
    await flow.change(portal.rowKey, { OAuthProfile: { TokenLifetimeString: '2:00:00' } })
    const { entries, more } = await running.admin.result<Page>('/Gatewright/History/List', {
      type: 'application',
      id: portal.rowKey,
    })
    expect(more).toBe(false)
    expect(entries[0]).toMatchObject({
      who: 'ada@acme.test',
      changes: [{ path: 'tokens.tokenLifetime', before: 3600, after: 7200 }],
    })
    expect(entries.at(-1)).toMatchObject({ version: 1, changes: [] })
    const version = entries[0]?.version
    const one = await running.admin.result('/Gatewright/History/Get', {
      type: 'application',
      id: portal.rowKey,
      version,
    })
    expect(one).toMatchObject({ version, object: { tokens: { tokenLifetime: 7200 } } })
  })

  test('AZ-02 history is for whoever may read the object now', async () => {
    const role = await people.addRole('A role')
    const user = await people.addUser('somebody')
    const kinds = { application: portal.rowKey, user, role }
    const readers: Record<keyof typeof kinds, string[]> = {
      application: ['appman', 'monitor'],
      user: ['dsman', 'rouserman', 'monitor'],
      role: ['roleman', 'roroleman', 'monitor'],
    }
    const cast = ['appman', 'dsman', 'rouserman', 'roleman', 'roroleman', 'monitor', 'fedman'] as const
    for (const right of cast) {
      const { client } = await people.somebody([right])
      for (const type of ['application', 'user', 'role'] as const) {
        const expected = readers[type].includes(right) ? 200 : 403
        const asked = { type, id: kinds[type] }
        const seen = [
          (await client.post('/Gatewright/History/List', asked)).status,
          (await client.post('/Gatewright/History/Get', { ...asked, version: 1 })).status,
        ]
        expect([right, type, ...seen]).toEqual([right, type, expected, expected])
      }
    }
  })

  test('AZ-02 View details on an application opens its history, View and Run do not, and neither that of another', async () => {
    const other = await flow.application('another')
    const { id, client } = await people.somebody()
    const status = async (rowKey: string) =>
      (await client.post('/Gatewright/History/List', { type: 'application', id: rowKey })).status
    await flow.grant(portal.rowKey, { type: 'User', id }, 'View,Execute')
    expect(await status(portal.rowKey)).toBe(403)
    await flow.grant(portal.rowKey, { type: 'User', id }, 'ViewDetail')
    expect([await status(portal.rowKey), await status(other.rowKey), await status('nothing')]).toEqual([
      200, 403, 403,
    ])
  })

  test.each<[string, object]>([
    ['a version that no database can hold', { version: 99_999_999_999 }],
    ['half a version', { version: 1.5 }],
    ['a version in words', { version: '1 or 1=1' }],
    ['another kind of object', { type: 'event' }],
    ['an ID with a NUL', { id: 'a\0' }],
    ['a list as ID', { id: ['a'] }],
    ['a place beyond every version', { before: 99_999_999_999 }],
  ])('NT-55 %s is refused, and is no fault of the server', async (_, change) => {
    const asked = { type: 'application', id: portal.rowKey, version: 1, ...change }
    const replies = [
      await running.admin.post('/Gatewright/History/Get', asked),
      await running.admin.post('/Gatewright/History/List', asked),
    ]
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    expect(replies.some(({ envelope }) => !envelope.success)).toBe(true)
  })

  test('what was deleted keeps its history, with what it was', async () => {
    const doomed = await flow.application('doomed')
    await running.admin.result('/SaasManage/DeleteApplication', { _RowKey: [doomed.rowKey] })
    const { entries } = await running.admin.result<Page>('/Gatewright/History/List', {
      type: 'application',
      id: doomed.rowKey,
    })
    const last = entries[0]?.version
    expect(
      await running.admin.result('/Gatewright/History/Get', {
        type: 'application',
        id: doomed.rowKey,
        version: last,
      }),
    ).toMatchObject({ why: 'Deleted', object: null })
  })

  test('whoever is deleted leaves a version in every role, group and application that named them', async () => {
    const newest = async (type: string, id: string) => {
      const { entries } = await running.admin.result<{ entries: { why: string; changes: object[] }[] }>(
        '/Gatewright/History/List',
        { type, id },
      )
      return entries[0]
    }
    const app = await flow.application('bereft')
    const user = await people.addUser('leaver')
    const [role, outer, group] = [
      await people.addRole('Left role'),
      await people.addRole('Outer of it'),
      await people.addGroup('Left group'),
    ]
    await people.join(role, { Users: [user], Groups: [group] })
    await people.join(outer, { Roles: [role] })
    await running.admin.result('/Gatewright/Groups/AddMembers', { ID: group, Users: [user] })
    for (const [type, id] of [
      ['User', user],
      ['Role', role],
      ['Group', group],
    ] as const)
      await flow.grant(app.rowKey, { type, id }, 'View')

    await running.admin.result('/UserMgmt/RemoveUser', { ID: user })
    const withoutLeaver = { why: 'Members removed: leaver@acme.test' }
    expect(await newest('role', role)).toMatchObject(withoutLeaver)
    expect(await newest('group', group)).toMatchObject(withoutLeaver)
    expect(await newest('application', app.rowKey)).toMatchObject({
      why: 'User deleted: leaver@acme.test',
      changes: [{ path: 'userAccess.grants' }],
    })
    await running.admin.result('/Gatewright/Groups/Delete', { ID: group })
    expect(await newest('role', role)).toMatchObject({ why: 'Members removed: Left group' })
    expect(await newest('application', app.rowKey)).toMatchObject({ why: 'Group deleted: Left group' })
    await running.admin.result('/SaasManage/DeleteRole', { Name: role })
    expect(await newest('role', outer)).toMatchObject({ why: 'Members removed: Left role' })
    expect(await newest('application', app.rowKey)).toMatchObject({ why: 'Role deleted: Left role' })
    const aces = await running.admin.result<{ Principal: string }[]>('/Acl/GetRowAces', {
      RowKey: app.rowKey,
    })
    expect(aces.map(({ Principal }) => Principal).filter((id) => [user, role, group].includes(id))).toEqual(
      [],
    )
  })

  test('more than 50 versions come in pages', async () => {
    const id = portal.rowKey
    for (let index = 0; index < 52; index++) await flow.change(id, { Description: `step ${index}` })
    const first = await running.admin.result<Page>('/Gatewright/History/List', { type: 'application', id })
    expect([first.entries.length, first.more]).toEqual([50, true])
    const before = first.entries.at(-1)?.version
    const second = await running.admin.result<Page>('/Gatewright/History/List', {
      type: 'application',
      id,
      before,
    })
    expect(second.more).toBe(false)
    expect(second.entries[0]?.version).toBe((before ?? 0) - 1)
  })
})
