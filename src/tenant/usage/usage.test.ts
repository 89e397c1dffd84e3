import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sweep } from '#platform/database/sweep.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { dayOf, oneDay } from '../days.ts'
import { expiries } from '../expiries.ts'
import type { Tables } from '../store/tables.ts'
import { createCounters, mostRows } from './counters.ts'

/** By bytes: what order a database has depends on the language that it was made for. */
const inOrder = <Row>(rows: readonly Row[], by: (row: Row) => string): Row[] =>
  rows.toSorted((a, b) => (by(a) < by(b) ? -1 : 1))

describe.each(testDatabases())('$kind', ({ open }) => {
  let running: TestTenant
  let flow: OAuth
  let portal: Awaited<ReturnType<OAuth['application']>>
  beforeAll(async () => {
    running = await bootTenant({ database: await open<Tables>() })
    flow = oauthOf(running)
    portal = await flow.application('portal')
  })
  afterAll(() => running.close())

  const tokenFor = async (scope?: string) => {
    const { body } = await flow.token(
      'portal',
      { grant_type: 'client_credentials', scope },
      { client: portal.client },
    )
    return new ApiClient(running.url, String(body['access_token']))
  }
  const calls = async () => {
    await running.tenant.usage.write()
    const rows = await running.tenant.database.read
      .selectFrom('call_count')
      .select(['client_id', 'scope', 'path', 'calls'])
      .where('application_id', '=', portal.rowKey)
      .execute()
    return inOrder(rows, ({ path, scope }) => `${path} ${scope}`)
  }
  const tokens = async () => {
    await running.tenant.usage.write()
    const rows = await running.tenant.database.read
      .selectFrom('token_count')
      .select(['scope', 'way', 'asked', 'given'])
      .where('application_id', '=', portal.rowKey)
      .execute()
    return inOrder(rows, ({ scope, way }) => `${scope} ${way}`)
  }

  test('calls are counted under each scope that opens them, and a path that is none as other', async () => {
    const siem = await tokenFor('siem')
    const both = await tokenFor()
    await siem.post('/security/whoami')
    await both.post('/Security/WhoAmI')
    await both.post('/No/Such')
    // Neither of these is opened, so neither is a use
    await siem.post('/SaasManage/GetApplication', {})
    const { clientId } = portal.client
    expect(await calls()).toEqual([
      { client_id: clientId, scope: 'all', path: 'Security/WhoAmI', calls: 1 },
      { client_id: clientId, scope: 'siem', path: 'Security/WhoAmI', calls: 2 },
      { client_id: clientId, scope: 'all', path: 'other', calls: 1 },
    ])
    await siem.post('/Security/WhoAmI')
    expect((await calls()).find(({ scope }) => scope === 'siem')).toMatchObject({ calls: 3 })
  })

  test('tokens are counted once, and what was asked for and given under each scope', async () => {
    await tokenFor('nothing')
    await flow.code(portal)
    expect(await tokens()).toEqual([
      { scope: '', way: 'ClientCreds', asked: 0, given: 2 },
      { scope: 'all', way: 'ClientCreds', asked: 0, given: 1 },
      { scope: 'nothing', way: 'ClientCreds', asked: 1, given: 0 },
      // Once with the page that asks, and once after it
      { scope: 'siem', way: 'AuthorizationCode', asked: 2, given: 0 },
      { scope: 'siem', way: 'ClientCreds', asked: 1, given: 2 },
    ])
  })

  test('a name that no index holds stops no counting, and names that nobody gave leave room for others', async () => {
    const { clientId } = portal.client
    await flow.token(
      'portal',
      { grant_type: 'client_credentials', scope: 'spelled' },
      { client: { ...portal.client, clientId: clientId.toUpperCase() } },
    )
    await tokenFor(randomBytes(2900).toString('base64url'))
    const many = Array.from({ length: 1200 }, (_, index) => `n${index}`)
    for (let from = 0; from < 6; from++) await tokenFor(many.map((name) => `${from}${name}`).join(' '))
    await tokenFor('siem')
    await running.tenant.usage.write()
    const rows = await running.tenant.database.read
      .selectFrom('token_count')
      .select(['client_id', 'scope', 'asked', 'given'])
      .where('application_id', '=', portal.rowKey)
      .where('way', '=', 'ClientCreds')
      .execute()
    expect(rows.filter(({ scope }) => scope.length > 300)).toEqual([])
    expect(rows.find(({ scope }) => scope === 'spelled')?.client_id).toBe(clientId)
    expect(rows.length).toBeGreaterThan(4000)
    expect(rows.length).toBeLessThan(5100)
    expect(rows.find((row) => row.client_id === clientId && row.scope === 'siem')?.given).toBeGreaterThan(0)
    expect(Number(rows.find((row) => row.client_id === '')?.asked)).toBeGreaterThan(2000)
    await running.tenant.database.write((tx) =>
      tx
        .deleteFrom('token_count')
        .where((where) =>
          where.or([
            where('client_id', '=', ''),
            where('scope', 'like', '_n%'),
            where('scope', '=', 'spelled'),
          ]),
        )
        .execute(),
    )
  })

  test('a session and the console’s own token count nothing', async () => {
    const before = await calls()
    await running.admin.result('/Security/WhoAmI')
    expect(await calls()).toEqual(before)
  })

  test('X-11 rows go after ninety days, and what a flood brings counts as one row', async () => {
    const { database, clock } = running.tenant
    const counters = createCounters(database, {
      table: 'call_count',
      key: ['application_id', 'scope', 'client_id', 'path', 'day'],
      counted: ['calls'],
    })
    const row = {
      application_id: 'flood',
      scope: '',
      client_id: '',
      path: 'Redrock/query',
      // Nearly over, but not for the sweeper of the tenant itself
      day: (dayOf(clock()) - 89) * oneDay,
      calls: 1,
    }
    for (let index = 0; index < mostRows + 50; index++)
      counters.add({ ...row, client_id: `client ${index}` }, { ...row, path: 'other' })
    await counters.write()
    const kept = () =>
      database.read
        .selectFrom('call_count')
        .select(({ fn }) => [fn.countAll<number>().as('rows'), fn.sum<number>('calls').as('calls')])
        .where('application_id', '=', 'flood')
        .executeTakeFirstOrThrow()
    const { rows, calls: counted } = await kept()
    expect([rows, counted].map(Number)).toEqual([mostRows + 1, mostRows + 50])
    await sweep({ database, clock: () => clock() + 2 * oneDay }, {
      call_count: [{ column: 'day', after: 90 * oneDay }],
    } as never)
    expect([(await kept()).rows].map(Number)).toEqual([0])
    expect(expiries.call_count).toContainEqual({ column: 'day', after: 90 * oneDay })
    expect((await calls()).length).toBeGreaterThan(0)
  })
})

test('what was counted is written when the process stops', async () => {
  const [engine] = testDatabases()
  const address = (await engine?.create()) ?? ''
  const running = await bootTenant({ database: (await engine?.open<Tables>(address)) as never })
  const flow = oauthOf(running)
  const { rowKey, client } = await flow.application('portal')
  await flow.token('portal', { grant_type: 'client_credentials', scope: 'siem' }, { client })
  await running.app.close()
  const again = await engine?.open<Tables>(address)
  const found = await again?.read
    .selectFrom('token_count')
    .select('scope')
    .where('application_id', '=', rowKey)
    .execute()
  expect(found?.map(({ scope }) => scope).toSorted()).toEqual(['', 'siem'])
})
