import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { answerOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { tokensIn, refreshingOf, refusalOf, type Asking } from '#testing/refreshing.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  /** Another process on the same database, where an engine takes several. */
  let second: TestTenant | undefined
  let flow: OAuth
  let portal: Awaited<ReturnType<OAuth['application']>>
  let other: Awaited<ReturnType<OAuth['application']>>
  let steady: Awaited<ReturnType<OAuth['application']>>
  let mobile: Asking & { rowKey: string }
  let refreshing: ReturnType<typeof refreshingOf>
  beforeAll(async () => {
    const address = await engine.create()
    running = await bootTenant({ database: await engine.open(address) })
    if (engine.kind === 'postgres')
      second = await bootTenant({ database: await engine.open(address), joins: true })
    flow = oauthOf(running)
    refreshing = refreshingOf(running, flow)
    const profile = { AllowRefresh: true, RefreshLifetimeString: '2:00:00' }
    portal = await flow.application('portal', { profile })
    other = await flow.application('other', { profile })
    steady = await flow.application('steady', { profile })
    const listed = { ClientIDType: 0, AllowedClients: ['mobile.app', 'mobile.twin'], AllowPublic: true }
    const made = await flow.application('mobile', { profile: { ...profile, ...listed } })
    mobile = { ...made, client: { clientId: 'mobile.app' } }
    for (const { rowKey } of [steady, mobile])
      await flow.change(rowKey, { Gatewright: { RotateRefreshTokens: false } })
  })
  afterAll(async () => {
    await second?.close()
    await running.close()
  })

  const dead = '400 invalid_grant'

  const fire = async (by: Asking, token: string, nodes: OAuth[]) => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        refreshing.refresh(by, token, { at: nodes[turn % nodes.length] ?? flow }),
      ),
    )
    const winners = replies.filter(({ status }) => status === 200)
    expect(winners).toHaveLength(1)
    for (const { status, body } of replies.filter((reply) => !winners.includes(reply)))
      expect([status, body['error']]).toEqual([400, 'invalid_grant'])
    return tokensIn({ body: winners[0]?.body ?? {} })
  }

  test.each(['portal', 'mobile'])('AS-05 NT-11 of 50 parallel refreshes of %s one wins', async (name) => {
    const by = name === 'portal' ? portal : mobile
    const first = await refreshing.granted(by)
    const won = await fire(by, first.refresh, [flow])
    // A token that comes twice has leaked: the winner may be the thief
    expect(await refusalOf(refreshing.refresh(by, won.refresh))).toBe(dead)
    expect([await refreshing.isAlive(first.access), await refreshing.isAlive(won.access)]).toEqual([
      false,
      false,
    ])
  })

  // The embedded database has one process, and so one node
  const nodesInWords = engine.kind === 'postgres' ? 'two nodes on one database have' : 'one node has'
  test(`AS-04 AS-05 NT-10 NT-11 ${nodesInWords} one winner`, async () => {
    const nodes = [flow, oauthOf(second ?? running)]
    await fire(portal, (await refreshing.granted(portal)).refresh, nodes)
    const code = await flow.code(portal)
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        (nodes[turn % 2] ?? flow).token('portal', flow.redemption(code), { client: portal.client }),
      ),
    )
    const outcomes = replies.map(({ status, body }) => `${status} ${JSON.stringify(body['error'])}`)
    expect(outcomes.filter((each) => each === '200 undefined')).toHaveLength(1)
    expect(outcomes.filter((each) => each === '400 "invalid_grant"')).toHaveLength(49)
  })

  test('AS-05 a refresh token that was replaced ends its whole line when it comes again', async () => {
    const line = [await refreshing.granted(portal)]
    for (let turn = 0; turn < 3; turn++)
      line.push(await refreshing.refreshed(portal, line.at(-1)?.refresh ?? ''))
    for (const { access } of line) expect(await refreshing.isAlive(access)).toBe(true)
    expect(await refusalOf(refreshing.refresh(portal, line[1]?.refresh ?? ''))).toBe(dead)
    for (const each of line) {
      expect(await refreshing.isAlive(each.access)).toBe(false)
      expect(await refusalOf(refreshing.refresh(portal, each.refresh))).toBe(dead)
    }
  })

  test('AS-05 in strange hands a refresh token is worth nothing, and nothing ends, used or not', async () => {
    const first = await refreshing.granted(portal)
    const next = await refreshing.refreshed(portal, first.refresh)
    const { clientId } = portal.client
    for (const { refresh: token } of [first, next]) {
      expect(await refusalOf(refreshing.refresh(other, token))).toBe(dead)
      expect(await refusalOf(refreshing.refresh({ ...portal, client: other.client }, token))).toBe(dead)
      expect(await refusalOf(refreshing.refresh({ ...other, client: portal.client }, token))).toBe(dead)
      expect(
        await refusalOf(refreshing.refresh({ ...portal, client: { clientId, secret: 'wrong' } }, token)),
      ).toBe('401 invalid_client')
      expect(await refusalOf(refreshing.refresh({ ...portal, client: { clientId } }, token))).toBe(
        '401 invalid_client',
      )
    }
    for (const made of ['', 'x', next.access, `${next.refresh}x`, next.refresh.toLowerCase()])
      expect(await refusalOf(refreshing.refresh(portal, made))).toMatch(/^400 invalid_(grant|request)$/)
    expect(await refreshing.isAlive(next.access)).toBe(true)
    await refreshing.refreshed(portal, next.refresh)
  })

  test('AS-05 clients without a secret rotate whatever the setting, and are told apart by their ID', async () => {
    const first = await refreshing.granted(mobile)
    for (const clientId of ['mobile.twin', 'mobile.App', ''])
      expect(await refusalOf(refreshing.refresh({ ...mobile, client: { clientId } }, first.refresh))).toBe(
        clientId === 'mobile.twin' ? dead : '401 invalid_client',
      )
    const next = await refreshing.refreshed(mobile, first.refresh)
    expect(next.refresh).toMatch(/^[\w-]{43}$/)
    expect(next.refresh).not.toBe(first.refresh)
    expect(await refusalOf(refreshing.refresh(mobile, first.refresh))).toBe(dead)
    expect(await refusalOf(refreshing.refresh(mobile, next.refresh))).toBe(dead)
  })

  test('AS-05 with rotation off the token of a confidential client stays, and is not repeated', async () => {
    const first = await refreshing.granted(steady)
    for (let turn = 0; turn < 3; turn++) {
      const { body, access } = await refreshing.refreshed(steady, first.refresh)
      expect(body).not.toHaveProperty('refresh_token')
      expect(await refreshing.isAlive(access)).toBe(true)
    }
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => refreshing.refresh(steady, first.refresh)),
    )
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(200))
  })

  test('AS-05 a refresh narrows for once, never widens, and brings back no scope that is gone', async () => {
    let { refresh: token } = await refreshing.granted(portal, { scope: 'siem profile' })
    const scopeOf = async (others: Record<string, string> = {}) => {
      const { body, refresh: next } = await refreshing.refreshed(portal, token, { others })
      token = next
      expect(decodeJwt(String(body['access_token']))['scope']).toBe(body['scope'])
      return body['scope']
    }
    expect(await scopeOf({ scope: 'siem' })).toBe('siem')
    expect(await scopeOf()).toBe('siem profile openid')
    for (const scope of ['all', 'siem all', 'siem Siem', 'email', 'siem other'])
      expect(await refusalOf(refreshing.refresh(portal, token, { others: { scope } }))).toBe(
        '400 invalid_scope',
      )
    const scopes = (names: string[]) =>
      flow.change(portal.rowKey, { OAuthProfile: { KnownScopes: names.map((Scope) => ({ Scope })) } })
    await scopes(['all'])
    expect(await scopeOf()).toBe('profile openid')
    await flow.change(portal.rowKey, {
      OAuthProfile: {
        KnownScopes: [
          { Scope: 'siem', AllowedRest: ['Redrock/query', 'Security/WhoAmI'] },
          { Scope: 'all', AllowedRest: ['.*'] },
        ],
      },
    })
  })

  test('LO-04 nothing is left of what was being asked for while the person signed out', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const client = await signIn(running.url, administrator)
      const ask = () => flow.authorize('portal', flow.request(portal.client.clientId), client)
      const asking = Array.from({ length: 5 }, ask)
      const out = client.result('/Security/Logout')
      const replies = await Promise.all([...asking, ask(), ask(), ask()])
      await out
      for (const reply of replies) {
        const code = answerOf(reply).get('code')
        if (code === null) continue
        const asked = flow.redemption(code)
        expect(await refusalOf(flow.token('portal', asked, { client: portal.client }))).toBe(dead)
      }
    }
  })

  // Last, since the sessions end as the clock goes on
  test('AS-05 a line of refresh tokens has an end that no refresh puts off', async () => {
    let held = await refreshing.granted(portal)
    for (const minutes of [50, 50, 19]) {
      running.advance(minutes * 60_000)
      held = await refreshing.refreshed(portal, held.refresh)
    }
    running.advance(60_000)
    expect(await refusalOf(refreshing.refresh(portal, held.refresh))).toBe(dead)
    const again = await signIn(running.url, administrator)
    expect((await refreshing.granted(portal, again)).refresh).toMatch(/^[\w-]{43}$/)
  })
})
