import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { redrockTenant, type Asker } from '#testing/redrock.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let ask: Asker

  beforeAll(async () => {
    ask = await redrockTenant(engine)
  })

  test.each([
    ['', 'empty'],
    [';', 'empty'],
    [
      'select * from Secret',
      'Application, DSGroups, DSUsers, CDUser, Event, IdentityProvider, Role, SecurityDevice, Tenant, User',
    ],
    ["select Name from Role where Nme = 'x'", 'ID, Name, Description'],
    ['select Name frm Role', 'line 1, column'],
    ["select Name from Role where Name = 'x", 'ends too early'],
    ['select 1', 'FROM'],
    ['select * from User, Role', 'Joins'],
    ['select * from User u join Role r on 1 = 1', 'Joins'],
    ['select * from (select 1)', 'Sub-queries'],
    ['select * from User where ID in (select ID from Role)', 'Sub-queries'],
    ['select * from User where exists (select 1 from Role)', 'Sub-queries'],
    ['select * from User where ID = (select ID from Role)', 'Sub-queries'],
    ['with recursive x as (select 1) select * from x', 'WITH'],
    ['select ID from User union select ID from Role', 'UNION'],
    ['select ID from User; select ID from Role', 'several statements'],
    ['delete from User', 'Redrock only reads'],
    ["update User set Name = 'x'", 'Redrock only reads'],
    ['drop table user', 'Redrock only reads'],
    ['select * from main.user', 'not supported'],
    ['select * from generate_series(1, 10)', 'Sub-queries'],
    ["select load_extension('x') from User", 'is not supported'],
    ["select json_extract(Username, 'x') from User", 'is not supported'],
    ['select randomblob(1000000000) from User', 'is not supported'],
    ['select sum(1) over (partition by ID) from User', 'is not supported'],
    ['select group_concat(Name) from Role', 'is not supported'],
    ['select Name || Name from Role', 'operator "||"'],
    ['select 1 + 1 from Role', 'operator "+"'],
    ['select ID = 1 from Role', 'A comparison stands'],
    ['select Name from Role where Name', 'no condition'],
    ['select Name, count(*) from Role', 'neither in GROUP BY'],
    ['select * from Role group by Name', 'neither in GROUP BY'],
    ['select Name from Role where count(*) > 1', 'cannot stand in WHERE'],
    ['select sum(max(ID)) from Role', 'cannot stand'],
    ['select sum(Name) from Role', 'cannot be compared'],
    ["select ID from Event where WhenOccurred > 'yesterday'", 'no date'],
    ["select ID from Event where WhenOccurred > datefunc('yesterday')", 'does not know the moment'],
    ["select ID from Event where WhenOccurred > datefunc('now', '-1:99')", 'does not know the time span'],
    ["select ID from Event where WhenOccurred like '2026%'", 'A date'],
    ['select ID from Role order by 2', 'no column number 2'],
    ['select distinct ID from Role order by Name', 'DISTINCT'],
    ['select ID as x, Name as x from Role', 'named twice'],
    ['select x.ID from Role', 'does not read from'],
    ['select ID from Role where Name = ?', 'is not supported'],
    ['select ID from Role where Name = :x', 'is not supported'],
    ["select ID from Role where Name = 'x' collate RTRIM", 'NOCASE only'],
    ["select ID from Role where Name regexp '(a+)+$'", 'operator "REGEXP"'],
    ['select ID from Role where Name like Name', 'pattern in quotes'],
    ["select ID from Role where Name like 'x!' escape '!'", 'must not end'],
    ['select substr(Name, -1) from Role', 'whole number'],
    ['select ID from Role limit -1', 'LIMIT'],
    ["select ID from Role where ID = '\0'", 'control characters'],
    [`select ID from Role where ${'('.repeat(5000)}1=1`, 'could not be read'],
    [`select ID from Role where ${'not '.repeat(200)}1=1`, 'nested too deeply'],
    [`select ID from Role where Name in (${'1,'.repeat(1500)}1)`, 'too large'],
    [`select ID from Role where Name like '%a%'${" or Name like '%b%'".repeat(40)}`, 'at most 40 functions'],
    [`select ${'lower('.repeat(41)}ID${')'.repeat(41)} from Role`, 'at most 40 functions'],
    [`select ${'ID,'.repeat(200)}ID from Role`, 'At most 200 columns'],
    [`select ID from Role where Name = '${'x'.repeat(8000)}'`, 'longer than 8000'],
    ['select a.b.c.d from Role', 'could not be read'],
    ['select Name as count(ID) from Role', 'reserved word'],
  ])('AZ-08 %s', async (script, part) => {
    const problem = await ask.refusal(script)
    expect(problem.message).toContain(part)
    expect(problem.code).toBe('invalid_request')
  })

  test.each(['(select 1)', 'Name desc; drop table role', 'lower(Name)', 'name_key', '1', 'Name, ID', "'"])(
    'NT-55 SortBy %s',
    async (SortBy) => {
      expect((await ask.refusal('select Name from Role', { args: { SortBy } })).code).toBe('invalid_request')
      expect((await ask.refusal('@@Web Applications PLV8', { args: { SortBy } })).code).toBe(
        'invalid_request',
      )
    },
  )

  test.each(['name_key', '1=1', 'Name) or (1=1'])('NT-55 FilterBy %s', async (name) => {
    expect(
      (await ask.refusal('select Name from Role', { args: { FilterBy: [name], FilterValue: 'x' } })).code,
    ).toBe('invalid_request')
  })

  test.each([
    "' or '1'='1",
    "'; drop table role; --",
    '" or ""="',
    "x' union select hash from credential --",
    '%',
    "\\' or 1=1 --",
    "' || (select hash from credential) || '",
  ])('NT-55 %s is a text like any other', async (text) => {
    const quoted = text.replaceAll("'", "''")
    expect(await ask.rows(`select Name from Role where Name = '${quoted}'`)).toEqual([])
    expect(await ask.column('t', `select '${quoted}' as t from Role where ID = 'r1'`)).toEqual([text])
    expect(await ask.rows('@@Web Applications PLV8', { args: { FilterValue: text } })).toEqual([])
    expect(
      await ask.rows('select Name from Role', { args: { FilterBy: ['Name'], FilterValue: text } }),
    ).toHaveLength(text === '%' ? 1 : 0)
  })

  test('NT-55 what a name of an output says never reaches the database', async () => {
    const name = 'x"; drop table role; --'
    const [row] = await ask.rows(`select Name as '${name}' from Role where ID = 'r1' order by 1`)
    expect(row?.[name]).toBe('Readers')
  })
})
