import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mostReason } from '#schema/reason.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf } from '#testing/oauth.ts'
import { peopleOf, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Deleted = {
  type: string
  id: string
  name: string
  version: number
  template: string | null
  at: number
  who: string
  why: string
}
type Page = { entries: Deleted[]; more: boolean }

describe.each(testDatabases())('what was deleted, $kind', (engine) => {
  let running: TestTenant
  let people: People
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    people = peopleOf(running)
  })
  afterAll(() => running.close())

  const list = (after?: Deleted) =>
    running.admin.result<Page>('/Gatewright/History/ListDeleted', after ? { after } : {})

  test('is listed with what it is restored from, the newest first, a page at a time', async () => {
    const { rowKey } = await oauthOf(running).application('portal')
    await running.admin.result('/SaasManage/DeleteApplication', { _RowKey: [rowKey] })
    const names = Array.from({ length: 52 }, (_, index) => `Role ${index}`)
    for (const Name of names) {
      const role = await people.addRole(Name)
      await running.admin.result('/SaasManage/DeleteRole', { Name: role })
    }
    const first = await list()
    expect(first.entries).toHaveLength(50)
    expect(first.more).toBe(true)
    expect(first.entries[0]).toMatchObject({
      type: 'role',
      name: 'Role 51',
      version: 1,
      who: 'ada@acme.test',
    })
    const second = await list(first.entries.at(-1))
    expect(second.more).toBe(false)
    const all = [...first.entries, ...second.entries]
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => b - a))
    expect(new Set(all.map(({ name }) => name))).toEqual(new Set(['The portal application', ...names]))
    const portal = all.at(-1)
    expect(portal).toMatchObject({ type: 'application', id: rowKey, template: 'OAuth2ServerClient' })
    const version = await running.admin.result('/Gatewright/History/Get', {
      type: 'application',
      id: rowKey,
      version: portal?.version,
    })
    expect(version).toMatchObject({ object: { description: { name: 'The portal application' } } })
  })

  test('AZ-02 shows nobody what they may not read', async () => {
    const user = await people.addUser('gone')
    await running.admin.result('/UserMgmt/RemoveUsers', { Users: [user] })
    const { client } = await people.somebody(['roleman'])
    const { entries } = await client.result<Page>('/Gatewright/History/ListDeleted', {})
    expect(new Set(entries.map(({ type }) => type))).toEqual(new Set(['role']))
    const nobody = await people.somebody([])
    expect(await nobody.client.result('/Gatewright/History/ListDeleted', {})).toEqual({
      entries: [],
      more: false,
    })
  })
})

describe('the reason of a change', () => {
  let running: TestTenant
  beforeAll(async () => {
    running = await bootTenant()
  })
  afterAll(() => running.close())

  const rename = (id: string, reason: string, Name = `Auditors ${Math.random()}`) =>
    running.admin.post('/Roles/UpdateRole', { Name: id, NewName: Name }, { 'x-gatewright-reason': reason })

  test('stands in the version and in the event', async () => {
    const id = await peopleOf(running).addRole('Auditors')
    await rename(id, encodeURIComponent('As ticket 4711 asks: “größer”'))
    const { entries } = await running.admin.result<{ entries: { why: string }[] }>(
      '/Gatewright/History/List',
      {
        type: 'role',
        id,
      },
    )
    expect(entries[0]?.why).toBe('Changed: As ticket 4711 asks: “größer”')
    const event = await running.tenant.database.read
      .selectFrom('event')
      .select('detail')
      .where('event_type', '=', 'Cloud.Core.Role.Modify')
      .where('object_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(event.detail)).toMatchObject({ by: { reason: 'As ticket 4711 asks: “größer”' } })
  })

  test.each([
    ['too long', 'x'.repeat(mostReason + 1)],
    ['much too long', '%F0%9F%91%8D'.repeat(mostReason + 1)],
    ['not encoded as it should be', '%E0%A4%A'],
  ])('X-01 one that is %s is refused in words, and nothing is changed', async (_, reason) => {
    const id = await peopleOf(running).addRole(`Role ${reason.length}`)
    const { envelope } = await rename(id, reason)
    expect(envelope).toMatchObject({ success: false, ErrorCode: 'invalid_request' })
    expect(envelope.Message).toContain('at most 500 characters')
    const { entries } = await running.admin.result<{ entries: object[] }>('/Gatewright/History/List', {
      type: 'role',
      id,
    })
    expect(entries).toHaveLength(1)
  })
})
