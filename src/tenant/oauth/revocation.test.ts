import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiClient } from '#testing/apiClient.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { refreshingOf } from '#testing/refreshing.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Made = Awaited<ReturnType<OAuth['application']>>

let running: TestTenant
let flow: OAuth
let refreshing: ReturnType<typeof refreshingOf>
let other: Made
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  refreshing = refreshingOf(running, flow)
  other = await flow.application('other')
})
afterAll(() => running.close())

describe.each(['JwtRS256', 'Opaque'])('%s', (kind) => {
  let own: Made
  beforeAll(async () => {
    own = await flow.application(`of-${kind}`, {
      profile: { TokenType: kind, AllowRefresh: true, TokenLifetimeString: '0:01:00' },
    })
  })
  const isActive = async (token: string) =>
    (await flow.post(`Introspect/${own.applicationId}`, { token }, { client: own.client })).body['active']

  describe('AS-11 revoking ends what the asking client owns, and is always answered in the same way', () => {
    const revoke = (token: string, by: Made = own, others: Record<string, string> = {}) =>
      flow.post(`Revoke/${own.applicationId}`, { token, ...others }, { client: by.client })
    const refresh = (token: string) =>
      flow.token(
        own.applicationId,
        { grant_type: 'refresh_token', refresh_token: token },
        { client: own.client },
      )

    test('an access token alone, and that at once', async () => {
      const [mine, beside] = [await refreshing.granted(own), await refreshing.granted(own)]
      expect([(await revoke(mine.access)).status, await isActive(mine.access)]).toEqual([200, false])
      expect([await isActive(beside.access), (await refresh(mine.refresh)).status]).toEqual([true, 200])
    })

    test.each(['the newest', 'one that was replaced'])(
      'a refresh token, %s, with all that came of it',
      async (which) => {
        const first = await refreshing.granted(own)
        const { body } = await refresh(first.refresh)
        const token = which === 'the newest' ? String(body['refresh_token']) : first.refresh
        expect((await revoke(token, own, { token_type_hint: 'access_token' })).status).toBe(200)
        expect([await isActive(first.access), await isActive(String(body['access_token']))]).toEqual([
          false,
          false,
        ])
        expect((await refresh(String(body['refresh_token']))).body['error']).toBe('invalid_grant')
      },
    )

    test('nothing of strangers, of other applications, or of what is no token', async () => {
      const mine = await refreshing.granted(own)
      for (const token of [mine.access, mine.refresh]) {
        expect((await revoke(token, other)).status).toBe(200)
        const elsewhere = await flow.post(`Revoke/other`, { token }, { client: other.client })
        expect([elsewhere.status, elsewhere.body]).toEqual([200, {}])
        const wrong = { ...own, client: { ...own.client, secret: 'wrong' } }
        expect((await revoke(token, wrong)).status).toBe(401)
      }
      for (const token of [mine.id, 'garbage', 'a.b.c', running.admin.bearer ?? ''])
        expect((await revoke(token)).status).toBe(200)
      expect([await isActive(mine.access), (await refresh(mine.refresh)).status]).toEqual([true, 200])
      expect((await running.admin.post('/Security/WhoAmI')).status).toBe(200)
    })
  })

  test('D1 the tenant API takes it by its scopes alone, and no longer than it lives', async () => {
    const call = async (token: string, path: string) => {
      const { status, headers } = await new ApiClient(running.url, token).post(path)
      return [status, headers.get('www-authenticate')]
    }
    const narrow = [403, 'Bearer error="insufficient_scope"']
    const { access } = await refreshing.granted(own, { scope: 'siem' })
    expect(await call(access, '/Security/WhoAmI')).toEqual([200, null])
    expect(await call(access, '/CDirectoryService/GetUser')).toEqual(narrow)
    const wide = await refreshing.granted(own, { scope: 'all' })
    expect((await call(wide.access, '/CDirectoryService/GetUser'))[0]).not.toBe(403)
    // A program may call what its user may
    const powerless = await refreshing.ofProgram(own, 'all')
    expect(await call(powerless, '/CDirectoryService/CreateUser')).toEqual([403, null])
    const server = await flow.application(`server-${kind}`, {
      template: 'OAuth2Server',
      profile: { TokenType: kind },
    })
    expect(await call(await refreshing.ofProgram(server), '/Security/WhoAmI')).toEqual(narrow)
    await flow.post(`Revoke/${own.applicationId}`, { token: access }, { client: own.client })
    expect((await call(access, '/Security/WhoAmI'))[0]).toBe(401)
    running.advance(120_000)
    expect((await call(wide.access, '/Security/WhoAmI'))[0]).toBe(401)
  })
})
