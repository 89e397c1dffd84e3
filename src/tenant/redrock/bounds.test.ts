import { sql } from 'kysely'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type EndpointName } from '#schema/api.ts'
import { testDatabases } from '#testing/database.ts'
import { actor, redrockTenant, type Asker } from '#testing/redrock.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

const likes = (count: number) =>
  Array.from({ length: count }, (_, index) => `Detail like '%absent ${index}%'`).join(' or ')

describe.each(testDatabases())('$kind', (engine) => {
  let ask: Asker
  let hurried: Asker
  beforeAll(async () => {
    ask = await redrockTenant(engine)
    hurried = await redrockTenant(engine, { longestRead: 100 })
    // A fast machine looks at 300,000 rows a second: the hurried one needs many times what it has time for
    for (const [{ database }, more] of [
      [ask, 30_000],
      [hurried, 250_000],
    ] as const)
      await database.write((tx) =>
        sql`insert into event (number, id, event_type, at, level, actor_id, actor_name, ip, correlation_id, detail, hash)
          with recursive n (i) as (select 100 union all select i + 1 from n where i < ${more})
          select i, 'more ' || i, 'Cloud.Core.Login', i, 'Info', 'ada', 'ada@acme.test', '10.0.0.1', 'c',
            '{"reason":"a long text that is searched through, number ' || i || ', and nothing is found in it"}', 'h' from n`.execute(
          tx,
        ),
      )
  })

  test.each([
    [
      'as often as one likes, since it counts once',
      { FilterBy: Array(90).fill('Detail') },
      'select Detail from Event',
    ],
    ['in any case', { FilterBy: ['detail', 'DETAIL', 'Detail'] }, 'select Detail from Event'],
  ])('X-08 FilterBy names a column %s', async (_, args, script) => {
    const { FullCount } = await ask.query(script, { args: { ...args, FilterValue: 'number 777,' } })
    expect(FullCount).toBe(1)
  })

  test.each([
    ['a query of 39 and a filter', `select ID, Level, Detail from Event where ${likes(39)}`, ['ID', 'Level']],
    [
      'a name that stands for functions, used often',
      `select lower(upper(lower(Detail))) as x from Event where ${Array(14).fill("x = 'a'").join(' or ')}`,
      [],
    ],
    [
      'a filter by such a name',
      `select ${'lower('.repeat(20)}Detail${')'.repeat(20)} as x from Event`,
      ['x'],
    ],
    [
      'in groups',
      `select Level, ${Array.from({ length: 41 }, (_, at) => `max(lower(Detail)) as x${at}`).join(', ')} from Event group by Level`,
      [],
    ],
  ])('X-08 no row costs more than 40 functions and patterns: %s', async (_, script, FilterBy) => {
    const { message } = await ask.refusal(script, { args: { FilterBy, FilterValue: 'absent' } })
    expect(message).toContain('at most 40 functions and LIKE patterns')
  })

  test.each([
    ['words', `select ${Array(760).fill('a').join(', ')} from Event`, 'at most 1500 words'],
    ['brackets', `select ID from Event where ${'('.repeat(3000)}`, 'more than 120 brackets'],
    ['keys', `select ID from Event order by ${Array(21).fill('Level').join(', ')}`, 'At most 20 columns'],
  ])('X-08 a script of too many %s is refused before it costs anything', async (_, script, words) => {
    const before = process.threadCpuUsage()
    expect((await ask.refusal(script)).message).toContain(words)
    const { user, system } = process.threadCpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(50)
  })

  test('X-08 while the heaviest query runs, the event loop is free', async () => {
    await ask.query('select ID from Role')
    const before = process.threadCpuUsage()
    const [{ n } = { n: null }] = await ask.rows(`select count(*) as n from Event where ${likes(40)}`)
    const { user, system } = process.threadCpuUsage(before)
    expect([n, (user + system) / 1000 < 100]).toEqual([0, true])
  })

  test.each([
    ['rows', `select ID from Event as e where ${likes(40)}`],
    [
      'groups',
      `select Detail from Event group by Detail having ${likes(39).replaceAll('Detail', 'max(Detail)')}`,
    ],
  ])('X-08 a query over many %s is ended when its time is up, and says so', async (_, script) => {
    const { code, message } = await hurried.refusal(script)
    expect([code, message]).toEqual([
      'invalid_request',
      'The query took too long, and was ended. Narrow it down with WHERE or a filter.',
    ])
    expect(
      await hurried.column('ID', 'select ID from Role', { as: actor(['monitor'], { id: 'bob' }) }),
    ).toHaveLength(4)
  })
})

/** The paths of all lists in a schema that say no bound. */
function unbounded(schema: unknown, path = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = 'type' in schema && schema.type === 'array' && !('maxItems' in schema) ? [path] : []
  return [...own, ...Object.entries(schema).flatMap(([name, part]) => unbounded(part, `${path}/${name}`))]
}

const names = Object.keys(api) as EndpointName[]
const requestOf = (name: EndpointName) =>
  z.toJSONSchema(api[name].request, { io: 'input', unrepresentable: 'any', cycles: 'ref' })

test.each(names)('X-08 every list that %s takes is bounded', (name) => {
  expect(unbounded(requestOf(name))).toEqual([])
})

describe('X-08 no length makes a call fail', () => {
  let running: TestTenant
  beforeAll(async () => {
    running = await bootTenant()
  })
  afterAll(() => running.close())

  const many = Array.from({ length: 80_000 }, (_, index) => index.toString(36))
  const Script = 'select ID, Name from Role'
  test.each<[string, string, object]>([
    [
      'FilterValue',
      '/Redrock/query',
      { Script, Args: { FilterBy: ['Name'], FilterValue: 'x'.repeat(60_000) } },
    ],
    [
      'FilterBy',
      '/Redrock/query',
      { Script, Args: { FilterBy: Array(2000).fill('Name'), FilterValue: 'x' } },
    ],
    [
      'FilterBy of a list',
      '/SaasManage/GetRoleMembers',
      { Name: 'sysadmin', Args: { FilterBy: many, FilterValue: 'x' } },
    ],
    ['ids to delete', '/SaasManage/DeleteApplication', { _RowKey: many }],
    ['users', '/UserMgmt/RemoveUsers', { Users: many }],
    ['members', '/SaasManage/AddUsersAndGroupsToRole', { Name: 'sysadmin', Users: many }],
    ['rights', '/SaasManage/AssignSuperRights', many.slice(0, 20_000).map((Role) => ({ Role, Path: 'x' }))],
  ])('%s', async (_, path, body) => {
    const { status, envelope } = await running.admin.post(path, body)
    expect([status, envelope]).toMatchObject([200, { success: false, ErrorCode: 'invalid_fields' }])
    expect(envelope.Message).toMatch(/at most \d+/i)
  })
})
