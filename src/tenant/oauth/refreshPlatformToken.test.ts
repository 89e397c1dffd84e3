import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { verifyEvents } from '#tenant/audit/verify.ts'

type Pair = { Token: string; RefreshToken: string }
type Success = Pair & { Auth: string; TokenLifetime: number; AuthLevel: string; Summary: string }

const [minute, hour] = [60_000, 3_600_000]

describe.each(testDatabases())('contract.md 2.7 on $kind', (engine) => {
  let running: TestTenant
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    await peopleOf(running).addUser('script')
  })
  afterAll(() => running.close())

  /** As a program signs in that wants platform tokens. */
  async function signIn(user = 'script@acme.test', secret = password): Promise<Success> {
    const program = new ApiClient(running.url, null)
    const begun = await program.result<{
      SessionId: string
      Challenges: { Mechanisms: { MechanismId: string }[] }[]
    }>('/Security/StartAuthentication', { User: user, PlatformTokenResponse: true })
    return program.result<Success>('/Security/AdvanceAuthentication', {
      SessionId: begun.SessionId,
      MechanismId: begun.Challenges[0]?.Mechanisms[0]?.MechanismId,
      Action: 'Answer',
      Answer: secret,
    })
  }

  const named = (name: string) => `${name}-${running.tenant.id}`

  async function renew({ Token, RefreshToken }: Partial<Pair>, headers: Record<string, string> = {}) {
    const cookie = [
      ...(RefreshToken === undefined ? [] : [`${named('refreshToken')}=${RefreshToken}`]),
      ...(Token === undefined ? [] : [`${named('idToken')}=${Token}`]),
    ].join('; ')
    const reply = await fetch(`${running.url}/OAuth2/RefreshPlatformToken`, {
      method: 'POST',
      headers: { cookie, ...headers },
    })
    const set = reply.headers.getSetCookie()
    const valueOf = (name: string) =>
      set.map((each) => new RegExp(`^${named(name)}=([^;]+);`).exec(each)?.[1]).find(Boolean) ?? ''
    return {
      status: reply.status,
      set,
      body: (await reply.json()) as Record<string, unknown>,
      pair: { Token: valueOf('idToken'), RefreshToken: valueOf('refreshToken') },
    }
  }

  const isAlive = async ({ Token }: Pair) =>
    (await new ApiClient(running.url, Token).post('/Security/WhoAmI')).status === 200

  test('LoginSuccess says how long its token is good, and what renews it', async () => {
    const success = await signIn()
    expect(success).toMatchObject({
      Summary: 'LoginSuccess',
      AuthLevel: 'Normal',
      TokenLifetime: 1800,
      Token: success.Auth,
      RefreshToken: expect.stringMatching(/^[\w-]{43}$/) as string,
    })
    expect(success.RefreshToken).not.toBe(success.Token)
  })

  test('the pair gives another pair in cookies of the same names, and is dead then', async () => {
    const first = await signIn()
    const { status, set, body, pair } = await renew(first)
    expect([status, body]).toEqual([200, { token_type: 'Bearer', expires_in: 1800 }])
    expect(set).toHaveLength(2)
    for (const each of set) expect(each).toMatch(/; Path=\/OAuth2; HttpOnly; Secure; SameSite=Strict$/)
    expect([await isAlive(first), await isAlive(pair)]).toEqual([false, true])
    expect((await renew(pair)).status).toBe(200)
  })

  test('F2 of 20 at once one is taken, and a pair that was used is worth nothing', async () => {
    const first = await signIn()
    const replies = await Promise.all(Array.from({ length: 20 }, () => renew(first)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    const late = await renew(first)
    expect([late.status, late.body['error'], late.set]).toEqual([400, 'invalid_grant', []])
  })

  test('AS-05 a pair that comes twice ends its sign-in, however often that was renewed, and no other', async () => {
    const [first, other] = [await signIn(), await signIn()]
    const second = await renew(first)
    const third = await renew(second.pair)
    expect(await isAlive(third.pair)).toBe(true)
    expect((await renew(first)).status).toBe(400)
    expect([await isAlive(third.pair), await isAlive(other)]).toEqual([false, true])
    expect((await renew(third.pair)).status).toBe(400)
  })

  test('a token that was idle too long comes back, but never after the day of its sign-in', async () => {
    const first = await signIn()
    running.advance(40 * minute)
    expect(await isAlive(first)).toBe(false)
    const { pair } = await renew(first)
    expect(await isAlive(pair)).toBe(true)
    running.advance(7.5 * hour)
    expect((await renew(pair)).status).toBe(400)
    running.advance(-7.5 * hour - 40 * minute)
  })

  test.each<[string, (pair: Pair, another: Pair) => Partial<Pair>]>([
    ['no refresh token', ({ Token }) => ({ Token })],
    ['no token', ({ RefreshToken }) => ({ RefreshToken })],
    ['neither', () => ({})],
    ['the refresh token of another sign-in', ({ Token }, { RefreshToken }) => ({ Token, RefreshToken })],
    ['the token as both', ({ Token }) => ({ Token, RefreshToken: Token })],
    ['the two changed about', ({ Token, RefreshToken }) => ({ Token: RefreshToken, RefreshToken: Token })],
  ])('NT-13 %s renews nothing', async (_, change) => {
    const [pair, another] = [await signIn(), await signIn()]
    expect((await renew(change(pair, another))).body['error']).toBe('invalid_grant')
    expect(await isAlive(pair)).toBe(true)
  })

  test('NT-47 a page of another site renews nothing', async () => {
    const pair = await signIn()
    for (const origin of ['https://evil.test', 'null'])
      expect((await renew(pair, { origin })).status).toBe(400)
    expect(await isAlive(pair)).toBe(true)
  })

  test('LO-04 AS-18 a sign-in that has ended, and somebody who is disabled, get nothing', async () => {
    const out = await signIn()
    await new ApiClient(running.url, out.Token).result('/Security/Logout')
    expect((await renew(out)).status).toBe(400)
    const { id } = await peopleOf(running).somebody()
    const { name } = await running.tenant.database.read
      .selectFrom('user')
      .select('name')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const theirs = await signIn(name)
    const admin = new ApiClient(running.url, (await signIn(administrator.user, administrator.password)).Token)
    await admin.result('/CDirectoryService/SetUserState', { ID: id, state: 'Disabled' })
    expect((await renew(theirs)).status).toBe(400)
  })

  test('AU-01 AU-05 it is recorded, without a value', async () => {
    const { pair } = await renew(await signIn())
    const { detail, actor_name } = await running.tenant.database.read
      .selectFrom('event')
      .selectAll()
      .where('event_type', '=', 'Cloud.Core.Session.Renewed')
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow()
    expect(actor_name).toBe('script@acme.test')
    for (const value of Object.values(pair)) expect(detail).not.toContain(value)
    expect(await verifyEvents(running.tenant)).toMatchObject({ intact: true })
  })
})
