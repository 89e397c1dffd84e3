import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromWireDate } from '#schema/redrock.ts'
import { signIn, type ApiClient } from '#testing/apiClient.ts'
import { administrator } from '#testing/administrator.ts'
import { testDatabases } from '#testing/database.ts'
import { rowsOf } from '#testing/groups.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf, refusal, type People } from '#testing/people.ts'
import { refreshingOf } from '#testing/refreshing.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'

const paths = {
  signIns: '/Gatewright/Users/SignIns',
  sessions: '/Gatewright/Users/Sessions',
  end: '/Gatewright/Users/EndSession',
  endAll: '/Gatewright/Users/EndSessions',
  consents: '/Gatewright/Users/Consents',
  withdraw: '/Gatewright/Users/WithdrawConsent',
}
type Rows = { Results: { Row: Record<string, unknown> }[]; FullCount: number }

describe.each(testDatabases())('sign-ins, sessions and consents of a user, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  let flow: OAuth
  let refreshing: ReturnType<typeof refreshingOf>

  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
    flow = oauthOf(booted)
    refreshing = refreshingOf(booted, flow)
  })
  afterAll(() => booted.close())

  const list = async (path: string, ID: string, { by = booted.admin, Args = {} }: Asked = {}) => {
    const { Results, FullCount } = await by.result<Rows>(path, { ID, Args })
    return { rows: Results.map(({ Row }) => Row), count: FullCount }
  }
  type Asked = { by?: ApiClient; Args?: object }
  const enter = (name: string) => signIn(booted.url, { user: `${name}@acme.test`, password })
  const isIn = async ({ bearer }: ApiClient) => refreshing.isAlive(bearer ?? '')
  const events = (type: string) =>
    rowsOf(booted.admin, `select EntityName, ApplicationName, Detail from Event where EventType = '${type}'`)

  test('sign-ins are listed with their outcome, the newest first, and page by page', async () => {
    const id = await people.addUser('wanda')
    await enter('wanda')
    booted.advance(60_000)
    await expect(
      signIn(booted.url, { user: 'wanda@acme.test', password: 'wrong, and long enough 3' }),
    ).rejects.toThrow('wrong')
    const { rows, count } = await list(paths.signIns, id)
    expect(count).toBe(2)
    expect(rows.map((row) => [row['Result'], row['AuthMethod'], row['FailureReason'] === null])).toEqual([
      ['Failure', null, false],
      ['Success', 'UP', true],
    ])
    expect(rows[1]?.['FromIPAddress']).toEqual(expect.any(String))
    const [newest, oldest] = rows.map((row) => fromWireDate(String(row['WhenOccurred'])) ?? 0)
    expect((newest ?? 0) - (oldest ?? 0)).toBeGreaterThanOrEqual(60_000)
    const second = await list(paths.signIns, id, { Args: { PageNumber: 2, PageSize: 1, Limit: 1 } })
    expect([second.count, second.rows[0]?.['ID']]).toEqual([2, rows[1]?.['ID']])
    const sessions = await list(paths.sessions, id)
    expect(sessions.rows[0]?.['ID']).toBe(rows[1]?.['SessionId'])
  })

  test('a session is ended with its tokens, the others stay, and an event tells who ended it', async () => {
    const { id, name, client: stays } = await people.somebody(['rouserman'])
    const app = await flow.application('in-session', { profile: { AllowRefresh: true } })
    const goes = await signIn(booted.url, { user: name, password })
    const tokens = await refreshing.granted(app, { bearer: goes.bearer ?? '', scope: 'siem' })
    const { rows, count } = await list(paths.sessions, id, { by: stays })
    expect([count, rows.map((row) => row['OnPage'])]).toEqual([2, [false, false]])
    const [other] = rows.filter((row) => row['Current'] === false)
    await booted.admin.result(paths.end, { ID: id, Session: other?.['ID'] })
    expect([await isIn(goes), await isIn(stays), await refreshing.isAlive(tokens.access)]).toEqual([
      false,
      true,
      false,
    ])
    expect((await refreshing.refresh(app, tokens.refresh)).status).toBe(400)
    expect((await list(paths.sessions, id)).rows.map((row) => row['Current'])).toEqual([false])
    const [event] = await events('Cloud.Core.Session.Ended')
    expect(event).toMatchObject({ EntityName: name })
    expect(JSON.parse(String(event?.['Detail']))).toMatchObject({ session: other?.['ID'] })
    expect(await refusal(booted.admin, paths.end, { ID: id, Session: other?.['ID'] })).toMatchObject({
      code: 'not_found',
    })
  })

  test('all sessions are ended at once, with every token of the user', async () => {
    const id = await people.addUser('nora')
    const app = await flow.application('outlives', { profile: { AllowRefresh: true } })
    const [first, second] = [await enter('nora'), await enter('nora')]
    const tokens = await refreshing.granted(app, { bearer: first.bearer ?? '', scope: 'siem' })
    await booted.admin.result(paths.endAll, { ID: id })
    expect([await isIn(first), await isIn(second), await refreshing.isAlive(tokens.access)]).toEqual([
      false,
      false,
      false,
    ])
    expect((await refreshing.refresh(app, tokens.refresh)).status).toBe(400)
    expect((await list(paths.sessions, id)).count).toBe(0)
    const ended = (await events('Cloud.Core.Session.Ended')).map(({ Detail }) => String(Detail))
    expect(ended.some((detail) => detail.includes('"everywhere":true'))).toBe(true)
  })

  test('X-16 what was allowed is listed with scopes and tokens, and withdrawn with all that came of it', async () => {
    const id = await people.addUser('cleo')
    const asking = { Confirm: true, AllowRefresh: true, AllowScopeSelect: true }
    const app = await flow.application('asks', { profile: asking })
    const quiet = await flow.application('asks-nobody', { profile: { AllowRefresh: true } })
    const cleo = await enter('cleo')
    const bearer = cleo.bearer ?? ''
    const tokens = await refreshing.granted(app, { bearer, scope: 'siem all' })
    const kept = await refreshing.granted(quiet, { bearer, scope: 'siem' })
    const { rows, count } = await list(paths.consents, id)
    expect(count).toBe(2)
    expect(rows).toMatchObject([
      {
        ID: app.rowKey,
        Name: 'The asks application',
        BuiltIn: false,
        ClientID: app.client.clientId,
        Scopes: ['siem', 'all', 'openid'],
        HeldScopes: ['all', 'openid', 'siem'],
        // The answer to the question was a code too, which nobody redeemed
        Authorizations: 2,
        RefreshTokens: 1,
        ConsentedAt: expect.stringMatching(/Date/),
        LastAllowedAt: expect.stringMatching(/Date/),
      },
      { ID: quiet.rowKey, Scopes: [], ConsentedAt: null, HeldScopes: ['openid', 'siem'], RefreshTokens: 1 },
    ])
    const which = { ID: id, Application: app.rowKey, ClientID: app.client.clientId }
    await booted.admin.result(paths.withdraw, which)
    expect(await refreshing.isAlive(tokens.access)).toBe(false)
    expect((await refreshing.refresh(app, tokens.refresh)).status).toBe(400)
    expect([await refreshing.isAlive(kept.access), await isIn(cleo)]).toEqual([true, true])
    expect((await list(paths.consents, id)).rows.map((row) => row['ID'])).toEqual([quiet.rowKey])
    // It is asked for again
    const asked = await flow.authorize('asks', flow.request(app.client.clientId, { scope: 'siem all' }), {
      bearer,
    })
    expect(asked.headers.get('location')).toContain('consent_required')
    const [event] = await events('Cloud.OAuth2.Consent.Withdrawn')
    expect(event).toMatchObject({ EntityName: 'cleo@acme.test', ApplicationName: 'The asks application' })
    expect(await refusal(booted.admin, paths.withdraw, which)).toMatchObject({ code: 'not_found' })
  })

  test('AZ-02 who may look at users looks, User Management ends, and administrators are ended by their own kind', async () => {
    const id = await people.addUser('whom')
    const reader = await people.somebody(['rouserman'])
    const writer = await people.somebody(['dsman'])
    const nobody = await people.somebody([])
    const app = await flow.application('unseen')
    await flow.grant(app.rowKey, { type: 'User', id }, 'Execute')
    await flow.grant(app.rowKey, { type: 'Role', id: 'everybody' }, 'None')
    await refreshing.granted(app, { bearer: (await enter('whom')).bearer ?? '', scope: 'siem' })
    for (const path of [paths.signIns, paths.sessions, paths.consents]) {
      expect((await list(path, id, { by: reader.client })).count, path).toBe(1)
      const refused = await refusal(nobody.client, path, { ID: id })
      expect(refused).toMatchObject({ status: 403, code: 'forbidden' })
      expect(refused.message).toContain('User Management')
      expect(await refusal(booted.admin, path, { ID: 'nobody' })).toMatchObject({ code: 'not_found' })
    }
    // Whoever may not look at applications still sees that one acts for the user, and may end that
    const [hidden] = (await list(paths.consents, id, { by: writer.client })).rows
    expect(hidden).toMatchObject({ ID: app.rowKey, Name: null })
    const which = { ID: id, Application: app.rowKey, ClientID: app.client.clientId }
    const boss = await people.addUser('boss', { InSysAdminRole: true })
    for (const [path, body] of [
      [paths.withdraw, which],
      [paths.end, { ID: id, Session: 'x' }],
      [paths.endAll, { ID: id }],
    ] as const) {
      expect(await refusal(reader.client, path, body)).toMatchObject({ status: 403, code: 'forbidden' })
      expect((await refusal(writer.client, path, { ...body, ID: boss })).message).toContain(
        'is a System Administrator',
      )
    }
    await writer.client.result(paths.withdraw, which)
    await writer.client.result(paths.endAll, { ID: id })
  })

  test('a session that has run out is none', async () => {
    const id = await people.addUser('idler')
    await enter('idler')
    booted.advance(31 * 60_000)
    const by = await signIn(booted.url, administrator)
    expect((await list(paths.sessions, id, { by })).count).toBe(0)
  })
})
