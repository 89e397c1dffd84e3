import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { manyClients, scopePages, type Result } from '#testing/scopes.ts'
import { password } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

describe.each(testDatabases())('$kind', ({ open }) => {
  let running: TestTenant
  let flow: OAuth
  let portal: Awaited<ReturnType<OAuth['application']>>
  let reviewer: ApiClient
  beforeAll(async () => {
    running = await bootTenant({ database: await open<Tables>() })
    flow = oauthOf(running)
    portal = await flow.application('portal')
    const { admin } = running
    const id = await admin.result<string>('/CDirectoryService/CreateUser', {
      Name: 'rita@acme.test',
      Password: password,
    })
    await admin.result('/SaasManage/AddUsersAndGroupsToRole', { Name: 'securityreviewer', Users: [id] })
    reviewer = await signIn(running.url, { user: 'rita@acme.test', password })
    // The client of the portal may look at users by a role of its own
    const role = await admin.result<{ _RowKey: string }>('/SaasManage/StoreRole', { Name: 'User readers' })
    await admin.result('/SaasManage/AssignSuperRights', [
      { Role: role._RowKey, Path: '/lib/rights/rouserman.json' },
    ])
    await admin.result('/SaasManage/AddUsersAndGroupsToRole', {
      Name: role._RowKey,
      Users: [portal.client.id],
    })
    const { body } = await flow.token(
      'portal',
      { grant_type: 'client_credentials', scope: 'siem' },
      { client: portal.client },
    )
    const program = new ApiClient(running.url, String(body['access_token']))
    for (let call = 0; call < 3; call++)
      await program.post('/Redrock/query', { Script: 'select ID from User' })
    await flow.token(
      'portal',
      { grant_type: 'client_credentials', scope: 'unheard' },
      { client: portal.client },
    )
    await flow.code(portal)
    await running.tenant.usage.write()
  })
  afterAll(() => running.close())

  test('all scopes are listed with what they open, who may get them, and when they were used', async () => {
    const { scopes, count, countedSince } =
      await reviewer.result<Result<'scopesList'>>('/Gatewright/Scopes/List')
    expect(count).toBe(2)
    expect(countedSince).toBeLessThanOrEqual(Date.now())
    const [all, siem] = scopes
    expect(all).toMatchObject({ scope: 'all', risk: 'everything', usedAt: null, clients: 0 })
    expect(siem).toMatchObject({
      scope: 'siem',
      application: { rowKey: portal.rowKey, applicationId: 'portal' },
      patterns: ['Redrock/query', 'Security/WhoAmI'],
      risk: 'readsUsers',
      calls: 2,
      granted: { people: 1, refreshTokens: 0 },
      clients: 1,
    })
    expect(siem?.usedAt).toBe(countedSince)
    expect(siem?.mayGet).toMatchObject({
      count: 2,
      first: [{ name: 'Everybody' }, { type: 'User', name: portal.client.clientId }],
    })
  })

  test.each([
    [{ text: 'WHOAMI' }, ['siem']],
    [{ text: 'portal' }, ['all', 'siem']],
    [{ text: 'nowhere' }, []],
    [{ risk: 'everything' }, ['all']],
    [{ risk: 'nothing' }, []],
    [{ unusedDays: 90 }, ['all']],
    [{ page: 2 }, []],
  ])('the list is narrowed by %j', async (asked, names) => {
    const { scopes } = await reviewer.result<Result<'scopesList'>>('/Gatewright/Scopes/List', asked)
    expect(scopes.map(({ scope }) => scope)).toEqual(names)
  })

  test('each client has what it asked for, may have, was given and used, scope by scope', async () => {
    const { rows, scopes } = await reviewer.result<Result<'scopesClients'>>('/Gatewright/Scopes/Clients', {
      rowKey: portal.rowKey,
    })
    expect(scopes.map(({ name, saved }) => [name, saved?.who])).toEqual([
      ['all', 'ada@acme.test'],
      ['siem', 'ada@acme.test'],
    ])
    const found = rows.map(({ scope, requested, allowed, granted, used }) => [
      scope,
      requested.count,
      allowed,
      granted.tokens,
      granted.people,
      used.calls,
    ])
    expect(found).toEqual([
      ['all', 0, true, 0, 0, 0],
      ['siem', 3, true, 1, 1, 3],
      ['unheard', 1, false, 0, 0, 0],
    ])
  })

  test('what a client asks for without end is a few rows, and takes the place of nothing else', async () => {
    const { database } = running.tenant
    const strange = (index: number) => ({
      application_id: portal.rowKey,
      client_id: portal.client.clientId,
      scope: `a-${index}`,
      way: 'ClientCreds' as const,
      day: 0,
      asked: 1,
      given: 0,
    })
    await database.write(async (tx) => {
      for (let from = 0; from < 21_000; from += 1000)
        await tx
          .insertInto('token_count')
          .values(Array.from({ length: 1000 }, (_, index) => strange(from + index)))
          .execute()
    })
    const { rows } = await reviewer.result<Result<'scopesClients'>>('/Gatewright/Scopes/Clients', {
      rowKey: portal.rowKey,
    })
    expect(rows.length).toBeLessThan(30)
    expect(rows.find(({ scope }) => scope === 'siem')).toMatchObject({ granted: { tokens: 1 } })
    await database.write((tx) => tx.deleteFrom('token_count').where('scope', 'like', 'a-%').execute())
  })

  test('who can read users is told with the chain, who saved it, and when it was used', async () => {
    const { rows, rights } = await reviewer.result<Result<'scopesReach'>>('/Gatewright/Scopes/Reach', {
      by: 'users',
      text: 'siem',
    })
    expect(rights).toContain('rouserman')
    expect(rows.map(({ through }) => through.name)).toEqual(['Everybody', portal.client.clientId])
    expect(rows[0]?.people.map(({ name }) => name)).toEqual(['ada@acme.test', 'rita@acme.test'])
    expect(rows[1]).toMatchObject({
      scope: 'siem',
      patterns: ['Redrock/query'],
      path: 'Redrock/query',
      through: { type: 'User', name: portal.client.clientId },
      people: [{ name: portal.client.clientId, roles: [{ name: 'User readers' }] }],
      count: 1,
      scopeSaved: { who: 'ada@acme.test' },
      runSaved: { who: 'ada@acme.test' },
      calls: 3,
    })
  })

  test('a right is reached by those who hold it alone, through a role that is in a role as well', async () => {
    const reachBy = async (right: string) =>
      (
        await reviewer.result<Result<'scopesReach'>>('/Gatewright/Scopes/Reach', { by: 'right', what: right })
      ).rows.map(({ scope, through, people }) => [scope, through.name, people.map(({ name }) => name)])
    // The administrator holds every right and is in Everybody; the client is in neither
    const before = [
      ['all', 'Everybody', ['ada@acme.test']],
      ['siem', 'Everybody', ['ada@acme.test']],
    ]
    expect(await reachBy('rouserman')).toHaveLength(4)
    expect(await reachBy('appman')).toEqual(before)
    const { admin } = running
    const [outer, inner] = await Promise.all(
      ['Outer', 'Inner'].map(
        async (Name) => (await admin.result<{ _RowKey: string }>('/SaasManage/StoreRole', { Name }))._RowKey,
      ),
    )
    await admin.result('/SaasManage/AssignSuperRights', [{ Role: outer, Path: '/lib/rights/appman.json' }])
    await admin.result('/SaasManage/AddUsersAndGroupsToRole', { Name: inner, Users: [portal.client.id] })
    await admin.result('/SaasManage/AddUsersAndGroupsToRole', { Name: outer, Roles: [inner] })
    await flow.grant(portal.rowKey, { type: 'Role', id: outer ?? '' }, 'Execute')
    const own = (await reachBy('appman')).filter(([, through]) => through !== 'Everybody')
    const { clientId } = portal.client
    expect(
      own.toSorted(([a, b], [c, d]) => (`${String(a)} ${String(b)}` < `${String(c)} ${String(d)}` ? -1 : 1)),
    ).toEqual([
      ['all', 'Outer', [clientId]],
      ['all', clientId, [clientId]],
      ['siem', 'Outer', [clientId]],
      ['siem', clientId, [clientId]],
    ])
  })

  test('a call is found by its path in any case, and one that there is not is refused', async () => {
    const ask = (what: string) => reviewer.post('/Gatewright/Scopes/Reach', { by: 'call', what })
    expect((await ask('/redrock/QUERY')).envelope.success).toBe(true)
    for (const [by, what] of [
      ['call', 'Redrock/nothing'],
      ['right', 'constructor'],
      ['right', null],
    ]) {
      const { envelope } = await reviewer.post('/Gatewright/Scopes/Reach', { by, what })
      expect(envelope).toMatchObject({ success: false, ErrorCode: 'invalid_fields' })
    }
  })

  test('what was called with a scope is told by path', async () => {
    const { patterns, paths } = await reviewer.result<Result<'scopesCalls'>>('/Gatewright/Scopes/Calls', {
      rowKey: portal.rowKey,
      scope: 'siem',
    })
    expect(patterns).toEqual(['Redrock/query', 'Security/WhoAmI'])
    expect(paths).toMatchObject([{ path: 'Redrock/query', calls: 3, clients: 1 }])
  })

  test('with ten thousand clients every page answers, as bench has it within 100 ms', async () => {
    await manyClients(running.tenant, 10_000)
    for (const [call, asked] of scopePages) {
      const began = performance.now()
      const { count } = await reviewer.result<{ count: number }>(`/Gatewright/Scopes/${call}`, asked)
      expect(count).toBeGreaterThan(15)
      // Far from what it takes alone: others run beside it
      expect(performance.now() - began).toBeLessThan(5000)
    }
  }, 60_000)
})
