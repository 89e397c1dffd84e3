import { beforeAll, describe, expect, test } from 'vitest'
import type { Right } from '#schema/right.ts'
import { testDatabases } from '#testing/database.ts'
import { actor, day, hour, now, redrockTenant, type Asker } from '#testing/redrock.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let ask: Asker

  beforeAll(async () => {
    ask = await redrockTenant(engine)
  })

  describe('as documented', () => {
    test('a reply has the shape that clients decode', async () => {
      const reply = await ask.query("select ID, NormalizedUser, WhenOccurred from Event where ID = 'e1'")
      expect(reply).toMatchObject({ IsAggregate: false, Count: 1, FullCount: 1, ReturnID: '' })
      expect(reply.Columns.map(({ Name, Title, Type, TableName }) => [Name, Title, Type, TableName])).toEqual(
        [
          ['ID', 'ID', 12, 'Event'],
          ['NormalizedUser', 'Normalized User', 12, 'Event'],
          ['WhenOccurred', 'When Occurred', 3, 'Event'],
        ],
      )
      expect(reply.Results).toEqual([
        {
          Entities: [{ Type: 'User', Key: 'ada', IsForeignKey: true }],
          Row: {
            _TableName: 'events',
            ID: 'e1',
            NormalizedUser: 'ada@acme.test',
            WhenOccurred: `/Date(${now - 40 * day})/`,
          },
        },
      ])
    })

    test('the query of the event reader works, and every column is in every row', async () => {
      const reply = await ask.query('select ID, EventType, WhenOccurred, NormalizedUser from Event')
      expect(reply.Results.map(({ Row }) => Row['ID'])).toEqual(['e1', 'e2', 'e3', 'e4'])
      const all = await ask.query('SELECT * FROM Event')
      const names = all.Columns.map(({ Name }) => Name)
      for (const name of [
        'EventType',
        'AuthMethod',
        'FromIPAddress',
        'OldEntity',
        'RequestIsMobileDevice',
        'Tenant',
      ])
        expect(names).toContain(name)
      for (const { Row } of all.Results) for (const name of names) expect(Row).toHaveProperty(name)
      expect(all.Results[0]?.Row).toMatchObject({
        Tenant: 'ABC0123',
        AuthMethod: null,
        FromIPAddress: '10.0.0.1',
      })
    })

    test.each([
      ["SELECT * FROM Role WHERE 1=1 AND Name='System Administrator'", 'sysadmin'],
      ["SELECT * FROM User WHERE 1=1 AND Username='svc@acme.test'", 'svc'],
      ["SELECT * FROM Application WHERE 1=1 AND AppType='Web' AND Name='Events'", 'a1'],
      [
        "SELECT * FROM Application WHERE 1=1 AND AppType='Web' AND WebAppType='OAUTH' AND ServiceName='events'",
        'a1',
      ],
      ["select ID from application where ServiceName = 'ledger'", 'a2'],
      ["select ID from User where Username = 'SVC@acme.test' COLLATE NOCASE", 'svc'],
      ['select u.ID from User as u where u.OauthClient = 1', 'svc'],
      ['select ID from User where User.ServiceUser = true', 'svc'],
      ["select ID from User where Email = 'ada@mail.test'", 'ada'],
      ["select ID from User where Status = 'Disabled'", 'bob'],
      ["select ID from Application where Category = 'Other' and Description is not null", 'a2'],
      ["select ID from Application where State = 'Ready to deploy'", 'a3'],
      ['select "ID" from `Role` where "Name" = "Everybody"', 'everybody'],
    ])('%s finds exactly one', async (script, id) => {
      expect(await ask.column('ID', script)).toEqual([id])
    })

    test('the applications that the tenant makes for itself are left out', async () => {
      expect(await ask.column('ID', 'select ID from Application')).toEqual(['a1', 'a2', 'a3'])
    })

    test.each([
      ["datefunc('now', '-30')", ['e2', 'e3', 'e4']],
      ["DateFunc('NOW','-1:00')", ['e4']],
      ["datefunc('now', '-1.00:30:00')", ['e3', 'e4']],
      ["datefunc('2026-11-20 11:59')", ['e3', 'e4']],
      ["datefunc('2026-11-20 13:01:00+0100')", ['e4']],
      ["'2026-11-20T12:00:00Z'", ['e4']],
      ["'2026-11-20'", ['e3', 'e4']],
      [String(now - hour), ['e4']],
      [`'/Date(${now - hour})/'`, ['e4']],
    ])('events after %s', async (moment, ids) => {
      expect(await ask.column('ID', `select ID from Event where WhenOccurred > ${moment}`)).toEqual(ids)
    })

    test('between two moments', async () => {
      const script =
        "select ID from Event where WhenOccurred between datefunc('2026-11-01 00:00') and datefunc('2026-11-20 12:00')"
      expect(await ask.column('ID', script)).toEqual(['e2', 'e3'])
    })
  })

  describe('whose rows', () => {
    test('AZ-08 Event is refused without the right, which is named', async () => {
      for (const rights of [[], ['appman', 'dsman', 'roleman']] satisfies Right[][]) {
        const problem = await ask.refusal('select ID from Event', { as: actor(rights) })
        expect(problem.code).toBe('forbidden')
        expect(problem.message).toContain('Read Only System Administration or Report Management')
      }
      expect(await ask.rows('select ID from Event', { as: actor(['reportman']) })).toHaveLength(4)
      expect(
        await ask.rows('select ID from Event', { as: actor([], { systemAdministrator: true }) }),
      ).toHaveLength(4)
    })

    test('AZ-08 the other tables give only what the caller may read', async () => {
      expect(await ask.column('ID', 'select ID from User', { as: actor([]) })).toEqual(['ada'])
      expect(await ask.column('count(*)', 'select count(*) from User', { as: actor([]) })).toEqual([1])
      expect(await ask.rows("select ID from User where ID = 'bob' or 1 = 1", { as: actor([]) })).toHaveLength(
        1,
      )
      expect(await ask.rows('select ID from User', { as: actor(['rouserman']) })).toHaveLength(3)
      expect(await ask.rows('select ID from Role', { as: actor(['dsman']) })).toEqual([])
      expect(await ask.rows('select ID from Role', { as: actor(['roroleman']) })).toHaveLength(4)
      expect(await ask.rows('select ID from Application', { as: actor([]) })).toEqual([])
      expect(
        await ask.column('ID', 'select ID from Application', { as: actor([], { roleIds: ['r1'] }) }),
      ).toEqual(['a1'])
      expect(await ask.rows('select ID from Application', { as: actor(['appman']) })).toHaveLength(3)
    })

    test('AZ-08 no table holds a secret or what it is made from', async () => {
      for (const table of ['Application', 'User', 'Role', 'Event'])
        for (const name of ['config', 'hash', 'Password', 'name_key', 'sealed_private', 'rowid', '_rowid_'])
          for (const script of [
            `select ID from ${table} where ${name} is null`,
            `select lower(${name}) from ${table}`,
          ])
            expect((await ask.refusal(script)).message).toContain('There is no column')
    })
  })

  describe('named scripts', () => {
    const list = '@@Web Applications PLV8'

    test('the list of applications has the texts that strict clients decode', async () => {
      const reply = await ask.query(list, {
        args: { PageNumber: 1, PageSize: 100, Limit: 100, FilterBy: ['Name'], FilterValue: '' },
      })
      expect(reply.Results.map(({ Row }) => Row['Name'])).toEqual(['Events', 'Ledger', 'Signing'])
      for (const { Row } of reply.Results)
        for (const name of [
          'ID',
          'Name',
          'DisplayName',
          'Description',
          'WebAppType',
          'WebAppTypeDisplayName',
          'AppTypeDisplayName',
          'TemplateName',
          'State',
        ])
          expect(typeof Row[name], name).toBe('string')
      expect(reply.Results[0]).toMatchObject({
        Entities: [{ Type: 'Application', Key: 'a1', IsForeignKey: false }],
        Row: {
          ID: 'a1',
          State: 'Deployed',
          Category: 'Security',
          ServiceName: 'events',
          WebAppType: 'OAuth',
          Generic: true,
          WebAppLoginType: null,
        },
      })
      expect(reply.Results[2]?.Row['State']).toBe('Ready to deploy')
    })

    test('it is filtered, paged, sorted and follows rights', async () => {
      expect(await ask.column('ID', list, { args: { FilterValue: 'LED' } })).toEqual(['a2'])
      expect(await ask.column('ID', list, { args: { FilterValue: '_' } })).toEqual([])
      const second = await ask.query(list, { args: { PageNumber: 2, PageSize: 2, Limit: 2 } })
      expect([second.Count, second.FullCount, second.Results[0]?.Row['ID']]).toEqual([1, 3, 'a3'])
      expect(await ask.column('ID', list, { args: { SortBy: 'Name', Direction: 'False' } })).toEqual([
        'a3',
        'a2',
        'a1',
      ])
      expect(await ask.column('ID', list, { args: { SortBy: 'ServiceName' } })).toEqual(['a1', 'a2', 'a3'])
      expect(await ask.column('ID', list, { as: actor([], { roleIds: ['r1'] }) })).toEqual(['a1'])
      expect(await ask.column('ID', list, { as: actor([]) })).toEqual([])
    })

    test('it keeps those of one template or state', async () => {
      const facets = (FilterQuery: unknown, FilterValue = '') =>
        ask.column('ID', list, { args: { FilterQuery, FilterValue } })
      expect(await facets({ TemplateName: 'OAuth2ServerClient' })).toEqual(['a1', 'a2'])
      expect(await facets({ State: 'Ready to deploy' })).toEqual(['a3'])
      expect(await facets({ TemplateName: 'OAuth2ServerClient', State: 'Deployed' }, 'led')).toEqual(['a2'])
      expect(await facets({ State: "' or 1 = 1 --" })).toEqual([])
      expect((await ask.refusal(list, { args: { FilterQuery: { config: '{}' } } })).message).toContain(
        'TemplateName, State,',
      )
    })

    test('the list of rights has all but the excluded one, for who may look at roles', async () => {
      const all = await ask.rows("@/lib/get_superrights.js(excludeRight:'')")
      expect(all).toContainEqual({
        Description: 'Read Only System Administration',
        Path: '/lib/rights/monitor.json',
      })
      const fewer = await ask.rows("@/lib/get_superrights.js(excludeRight:'/lib/rights/monitor.json')")
      expect(fewer).toHaveLength(all.length - 1)
      expect(await ask.rows("@/lib/get_superrights.js(excludeRight:'')", { as: actor([]) })).toEqual([])
    })

    test('another script is refused with those there are', async () => {
      expect((await ask.refusal('@/lib/other.js()')).message).toContain('@@Web Applications PLV8')
    })
  })
})
