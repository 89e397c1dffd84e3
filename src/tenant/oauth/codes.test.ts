import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, verifier, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let flow: OAuth
  let portal: Awaited<ReturnType<OAuth['application']>>
  let other: Awaited<ReturnType<OAuth['application']>>
  let open: { rowKey: string; applicationId: string }
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    flow = oauthOf(running)
    portal = await flow.application('portal')
    other = await flow.application('other')
    open = await flow.application('open', {
      profile: { ClientIDType: 0, AllowedClients: ['mobile.app'], AllowPublic: true },
    })
  })
  afterAll(() => running.close())

  const redeem = (code: string, others: Parameters<OAuth['redemption']>[1] = {}, by = portal) =>
    flow.token(by.applicationId, flow.redemption(code, others), { client: by.client })
  const used = { error: 'invalid_grant', error_description: 'supplied code does not match known request' }
  const whoAmI = async (token: unknown) =>
    (await new ApiClient(running.url, String(token)).post('/Security/WhoAmI')).status

  test('AS-04 NT-10 of 50 parallel redemptions one wins, and nobody else is told anything but that', async () => {
    const code = await flow.code(portal)
    const replies = await Promise.all(Array.from({ length: 50 }, () => redeem(code)))
    const winners = replies.filter(({ status }) => status === 200)
    expect(winners).toHaveLength(1)
    for (const { status, body } of replies.filter((reply) => !winners.includes(reply)))
      expect({ status, ...body }).toMatchObject({ status: 400, ...used })
    // A code that comes twice has leaked: the winner may be the thief
    expect(await whoAmI(winners[0]?.body['access_token'])).toBe(401)
  })

  test('AS-03 a second use is refused and ends the token of the first', async () => {
    const code = await flow.code(portal)
    const { body } = await redeem(code)
    expect(await whoAmI(body['access_token'])).toBe(200)
    expect((await redeem(code)).body).toMatchObject(used)
    expect(await whoAmI(body['access_token'])).toBe(401)
  })

  test('AS-03 a used code in strange hands ends nothing', async () => {
    const code = await flow.code(portal)
    const { body } = await redeem(code)
    await redeem(code, {}, other)
    await flow.token('portal', flow.redemption(code), {
      client: { clientId: portal.client.clientId, secret: 'wrong' },
    })
    await flow.token('portal', flow.redemption(code, { client_id: portal.client.clientId }))
    expect(await whoAmI(body['access_token'])).toBe(200)
  })

  test('AS-03 a code lives a minute', async () => {
    const early = await flow.code(portal)
    running.advance(59_000)
    expect((await redeem(early)).status).toBe(200)
    const late = await flow.code(portal)
    running.advance(60_000)
    expect((await redeem(late)).body).toMatchObject(used)
  })

  test('AS-03 a code ends with the session that it was made in', async () => {
    const { bearer } = await signIn(running.url, {
      user: 'ada@acme.test',
      password: 'correct horse battery 7',
    })
    const code = await flow.code(portal, { bearer })
    await new ApiClient(running.url, bearer).result('/Security/Logout')
    expect((await redeem(code)).body).toMatchObject(used)
  })

  test('LO-04 signing out with a token ends the session behind it and no other', async () => {
    const person = { user: 'ada@acme.test', password: 'correct horse battery 7' }
    const [here, elsewhere] = [await signIn(running.url, person), await signIn(running.url, person)]
    const { body } = await redeem(await flow.code(portal, { bearer: here.bearer, others: { scope: 'all' } }))
    await new ApiClient(running.url, String(body['access_token'])).result('/Security/Logout')
    expect((await here.post('/Security/WhoAmI')).status).toBe(401)
    expect((await elsewhere.post('/Security/WhoAmI')).status).toBe(200)
  })

  test('AS-03 a failed try burns no code', async () => {
    const code = await flow.code(portal)
    expect((await redeem(code, { code_verifier: 'x'.repeat(50) })).status).toBe(400)
    expect((await redeem(code)).status).toBe(200)
  })

  test('NT-12 a code belongs to one client and one application, and no letter of it may differ', async () => {
    const code = await flow.code(portal)
    expect((await redeem(code, {}, other)).body).toMatchObject(used)
    const flipped = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A')
    for (const edited of [flipped, `${code} `, code.toUpperCase(), code.slice(1), `${code}x`])
      expect((await redeem(edited)).body).toMatchObject(used)
    expect((await redeem(code)).status).toBe(200)
    await flow.grant(other.rowKey, { type: 'User', id: portal.client.id }, 'Execute')
    const again = await flow.code(portal)
    const elsewhere = await flow.token('other', flow.redemption(again), { client: portal.client })
    expect(elsewhere.body).toMatchObject(used)
  })

  test('NT-13 nothing else passes as a code, and a code as nothing else', async () => {
    const code = await flow.code(portal)
    const { SessionId } = await running.admin.result<{ SessionId: string }>('/Security/StartAuthentication', {
      User: 'ada@acme.test',
    })
    for (const value of [running.admin.bearer ?? '', SessionId, 'the state', verifier, portal.rowKey])
      expect((await redeem(value)).body).toMatchObject(used)
    expect(await whoAmI(code)).toBe(401)
    expect(await whoAmI(SessionId)).toBe(401)
    const asSession = await flow.authorize('portal', flow.request(portal.client.clientId), { bearer: code })
    expect(asSession.headers.get('location')).toMatch(/^\/login/)
  })

  test('AS-02 a verifier without a challenge is refused, like a challenge without a verifier', async () => {
    await flow.change(portal.rowKey, { Gatewright: { RequirePkce: false } })
    const plain = { code_challenge: undefined, code_challenge_method: undefined }
    const mismatch = { error: 'invalid_grant', error_description: 'challenge mismatch' }
    expect((await redeem(await flow.code(portal, { others: plain }))).body).toMatchObject(mismatch)
    expect((await redeem(await flow.code(portal), { code_verifier: undefined })).body).toMatchObject(mismatch)
    const without = await redeem(await flow.code(portal, { others: plain }), { code_verifier: undefined })
    expect(without.status).toBe(200)
    await flow.change(portal.rowKey, { Gatewright: { RequirePkce: true } })
  })

  test('AS-02 AS-08 clients without a secret are listed, prove themselves by the verifier alone, and need it always', async () => {
    const client = { clientId: 'mobile.app' }
    const app = { ...open, client }
    await flow.change(open.rowKey, { Gatewright: { RequirePkce: false } })
    const bare = flow.request(client.clientId, {
      code_challenge: undefined,
      code_challenge_method: undefined,
    })
    const refused = await flow.authorize('open', bare, running.admin)
    expect(refused.headers.get('location')).toContain('error=invalid_request')

    const send = async (fields: Record<string, string>) =>
      flow.token('open', flow.redemption(await flow.code(app), fields))
    expect((await send({ client_id: 'mobile.app' })).status).toBe(200)
    expect((await send({ client_id: 'mobile.app', client_secret: 'anything' })).status).toBe(401)
    expect((await send({ client_id: 'mobile.App' })).status).toBe(401)
    expect((await send({})).status).toBe(401)
    expect((await send({ client_id: 'mobile.app', grant_type: 'client_credentials' })).status).toBe(401)
  })

  test('AS-18 a code of somebody, or for a client, who has been disabled since gives nothing', async () => {
    const id = await peopleOf(running).addUser('leaver')
    const { bearer } = await signIn(running.url, { user: 'leaver@acme.test', password })
    const state = (user: string, value: string) =>
      running.admin.result('/CDirectoryService/SetUserState', { ID: user, state: value })
    const [first, second] = [await flow.code(portal, { bearer }), await flow.code(portal)]
    await state(id, 'Disabled')
    expect((await redeem(first)).body).toMatchObject({ error: 'invalid_grant' })
    await state(portal.client.id, 'Locked')
    expect((await redeem(second)).status).toBe(401)
    await state(portal.client.id, 'None')
    expect((await redeem(second)).status).toBe(200)
  })
})
