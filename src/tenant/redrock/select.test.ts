import { beforeAll, describe, expect, test } from 'vitest'
import type { RedrockArgs } from '#schema/redrock.ts'
import { testDatabases } from '#testing/database.ts'
import { now, redrockTenant, type Asker } from '#testing/redrock.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let ask: Asker

  beforeAll(async () => {
    ask = await redrockTenant(engine)
  })

  describe('what SQL says', () => {
    test.each<[string, unknown[][]]>([
      ['select count(*) from Event', [[4]]],
      ['select count(*) as n, max(WhenOccurred) as latest from Event', [[4, `/Date(${now - 60_000})/`]]],
      ["select count(*) from Event where EventType = 'nothing'", [[0]]],
      ["select max(Name), sum(length(Name)) from Role where ID = 'nothing'", [[null, null]]],
      [
        'select EventType, count(*) as n from Event group by EventType order by n desc, EventType',
        [
          ['Cloud.Core.Login', 2],
          ['Cloud.Core.LoginFail', 1],
          ['Cloud.OAuth2.Token.Issued', 1],
        ],
      ],
      ['select EventType, count(*) from Event group by 1 having count(*) > 1', [['Cloud.Core.Login', 2]]],
      [
        'select substr(EventType, 7, 4) as area, count(distinct UserGuid) as people from Event group by area order by area',
        [
          ['Core', 2],
          ['OAut', 1],
        ],
      ],
      [
        "select case when EventType like '%fail' then 'bad' else 'good' end as kind, count(*) as n from Event group by kind order by kind",
        [
          ['bad', 1],
          ['good', 3],
        ],
      ],
      ["select sum(case when Level = 'Warning' then 1 else 0 end) as warnings from Event", [[1]]],
      [
        'select distinct EventType from Event order by EventType desc limit 2',
        [['Cloud.OAuth2.Token.Issued'], ['Cloud.Core.LoginFail']],
      ],
      [
        "select Name from Role where Name like 'SYS%' or Name like '_eaders'",
        [['Readers'], ['System Administrator']],
      ],
      ["select Name from Role where Name not like '%e%' ", [['100%']]],
      ["select Name from Role where Name like '100\\%' escape '\\'", [['100%']]],
      ["select Name from Role where Name like '%\\%'", []],
      [
        "select Name from Role where Name in ('Readers', 'Everybody') order by Name",
        [['Everybody'], ['Readers']],
      ],
      [
        "select Name from Role where not (Name in ('Readers', 'Everybody', '100%')) and ID <> 'x'",
        [['System Administrator']],
      ],
      [
        "select upper(Name) as loud, length(Name) as size, trim('  x ') as t from Role where ID = 'r1'",
        [['READERS', 7, 'x']],
      ],
      [
        "select coalesce(LastLogin, 0) as at, ifnull(Email, 'none') as mail from User where ID = 'svc'",
        [['/Date(0)/', '']],
      ],
      [
        'select Username from User order by LastLogin desc, Username',
        [['ada@acme.test'], ['bob@acme.test'], ['svc@acme.test']],
      ],
      [
        'select Username from User order by LastLogin, Username desc',
        [['svc@acme.test'], ['bob@acme.test'], ['ada@acme.test']],
      ],
      ["select case ID when 'ada' then 'me' end as who from User order by 1 desc", [['me'], [null], [null]]],
      ["select Name from Role where Name = 'it''s' or Name = 'a\\b'", []],
      ['select ID, Name as n from Role order by lower(Name) limit 1 offset 1', [['everybody', 'Everybody']]],
      ['select avg(length(Name)) as a from Role', [[10]]],
      ['select Name from Role where Name = null or null', []],
      ["select 'x' as a, 1 as b, null as c, true as d from Role where ID = 'r1'", [['x', 1, null, true]]],
      ['select min(Name) as a, max(Name) as b from Role', [['100%', 'System Administrator']]],
      [
        "select Name from Role where ID > 'everybody' order by ID -- the rest",
        [['Readers'], ['100%'], ['System Administrator']],
      ],
    ])('%s', async (script, expected) => {
      const reply = await ask.query(script)
      expect(reply.Results.map(({ Row }) => reply.Columns.map(({ Name }) => Row[Name]))).toEqual(expected)
      expect(reply.FullCount).toBe(reply.Count)
    })

    test('an aggregate says that it is one and points to no object', async () => {
      const reply = await ask.query('select count(*) from Event')
      expect(reply.IsAggregate).toBe(true)
      expect(reply.Results).toEqual([{ Entities: [], Row: { _TableName: 'events', 'count(*)': 4 } }])
    })
  })

  describe('pages', () => {
    test('a page has its rows, and FullCount those of all pages', async () => {
      const script = 'select ID from Event order by WhenOccurred desc'
      const pages = await Promise.all(
        [1, 2, 3].map((PageNumber) => ask.query(script, { args: { PageNumber, PageSize: 3, Limit: 100 } })),
      )
      expect(pages.map(({ Results }) => Results.map(({ Row }) => Row['ID']))).toEqual([
        ['e4', 'e3', 'e2'],
        ['e1'],
        [],
      ])
      expect(pages.map(({ Count, FullCount }) => [Count, FullCount])).toEqual([
        [3, 4],
        [1, 4],
        [0, 4],
      ])
    })

    test('LIMIT and OFFSET of the query say which rows there are to page through', async () => {
      const reply = await ask.query('select ID from Event limit 3 offset 1', {
        args: { PageNumber: 2, PageSize: 2 },
      })
      expect(reply.Results.map(({ Row }) => Row['ID'])).toEqual(['e4'])
      expect(reply.FullCount).toBe(3)
      expect((await ask.query('select ID from Event limit 0')).Count).toBe(0)
    })

    test('sizes that make no sense mean as many as there may be', async () => {
      for (const args of [{ PageSize: 0 }, { PageSize: -1, PageNumber: -3 }, { Limit: 1e300, PageNumber: 1 }])
        expect((await ask.query('select ID from Event', { args })).Count).toBe(4)
      expect(
        (await ask.query('select ID from Event', { args: { PageNumber: 1e308, PageSize: 3 } })).Count,
      ).toBe(0)
    })

    test('SortBy sorts by a column of the query', async () => {
      const sorted = (args: RedrockArgs) => ask.column('Name', 'select Name from Role', { args })
      expect(await sorted({ SortBy: 'Name', Direction: 'False' })).toEqual([
        'System Administrator',
        'Readers',
        'Everybody',
        '100%',
      ])
      expect(await sorted({ SortBy: 'name', Direction: 'True' })).toEqual([
        '100%',
        'Everybody',
        'Readers',
        'System Administrator',
      ])
      expect(await sorted({ SortBy: 'Name', Ascending: false })).toEqual([
        'System Administrator',
        'Readers',
        'Everybody',
        '100%',
      ])
      expect(await sorted({ SortBy: '', Direction: 'False' })).toHaveLength(4)
    })

    test('FilterBy and FilterValue narrow the rows down', async () => {
      const filtered = (FilterValue: string) =>
        ask.column('ID', 'select ID, Name from Role', {
          args: { FilterBy: ['Name', 'Description'], FilterValue },
        })
      expect(await filtered('REA')).toEqual(['r1'])
      expect(await filtered('%')).toEqual(['r2'])
      expect(await filtered('')).toHaveLength(4)
    })
  })
})
