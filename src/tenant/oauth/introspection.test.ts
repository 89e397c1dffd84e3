import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { refreshingOf } from '#testing/refreshing.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Made = Awaited<ReturnType<OAuth['application']>>

// An opaque token says nothing by itself and is otherwise like a JWT: what holds for one holds for the other.

const kinds = ['JwtRS256', 'Opaque']

let running: TestTenant
let flow: OAuth
let refreshing: ReturnType<typeof refreshingOf>
let other: Made
const made: Record<string, Made> = {}
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  refreshing = refreshingOf(running, flow)
  other = await flow.application('other')
  for (const TokenType of kinds)
    made[TokenType] = await flow.application(`of-${TokenType}`, {
      profile: { TokenType, AllowRefresh: true, TokenLifetimeString: '0:01:00' },
    })
})
afterAll(() => running.close())
beforeEach(() => running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute()))

const introspect = (
  { applicationId, client }: { applicationId: string; client: Made['client'] },
  token: string | undefined,
) => flow.post(`Introspect/${applicationId}`, { token }, { client })

/** Exactly this, whatever the reason (RFC 7662 §2.2). */
const inactive = { active: false }

const state = (ID: string, value: string) =>
  running.admin.result('/CDirectoryService/SetUserState', { ID, state: value })

async function person(name: string) {
  const id = await peopleOf(running).addUser(name)
  return { id, bearer: (await signIn(running.url, { user: `${name}@acme.test`, password })).bearer }
}

test('AS-10 introspection tells the claims that a JWT shows, of an opaque token the same', async () => {
  const [jwt, opaque] = [made['JwtRS256'] ?? other, made['Opaque'] ?? other]
  const told = async (by: Made) => {
    const { access } = await refreshing.granted(by, { scope: 'siem profile' })
    const { body, headers } = await introspect(by, access)
    expect(headers.get('cache-control')).toBe('no-store')
    return { access, body }
  }
  const [open, closed] = [await told(jwt), await told(opaque)]
  const claims = decodeJwt(open.access)
  expect(claims['nonce']).toBe('n-1')
  expect(open.body).toEqual({
    ...claims,
    active: true,
    app_id: 'of-JwtRS256',
    username: 'ada@acme.test',
    token_type: 'Bearer',
    name: 'ada',
    given_name: 'ada',
    preferred_username: 'ada@acme.test',
  })
  expect(closed.access).toMatch(/^[\w-]{43}$/)
  const { exp, iat, jti, auth_time, ...rest } = closed.body
  const { exp: _exp, iat: _iat, jti: _jti, auth_time: _authTime, ...expected } = open.body
  expect(rest).toEqual({
    ...expected,
    iss: `${running.url}/of-Opaque/`,
    app_id: 'of-Opaque',
    aud: opaque.client.clientId,
    client_id: opaque.client.clientId,
  })
  expect([Number(exp) - Number(iat), typeof jti, typeof auth_time]).toEqual([60, 'string', 'number'])
})

describe.each(kinds)('%s', (kind) => {
  let own: Made
  beforeAll(() => {
    own = made[kind] ?? other
  })
  const isActive = async (token: string) => (await introspect(own, token)).body['active']

  describe('AS-10 of everything that is no live access token of the application, only that it is not active', () => {
    test.each<[string, () => Promise<string>]>([
      ['of another application', () => refreshing.ofProgram(other)],
      ['a refresh token', async () => (await refreshing.granted(own)).refresh],
      ['an ID token', async () => (await refreshing.granted(own)).id],
      ['a code', () => flow.code(own)],
      ['a session', () => Promise.resolve(running.admin.bearer ?? '')],
      ['a secret', () => Promise.resolve(own.client.secret)],
      ['garbage', () => Promise.resolve('garbage')],
      ['three parts of garbage', () => Promise.resolve('a.b.c')],
      ['cut short', async () => (await refreshing.ofProgram(own)).slice(0, -2)],
      [
        'of somebody who was disabled',
        async () => {
          const { id, bearer } = await person(`disabled-${kind}`)
          const { access } = await refreshing.granted(own, { bearer })
          expect(await isActive(access)).toBe(true)
          await state(id, 'Disabled')
          return access
        },
      ],
      [
        'of somebody who signed out',
        async () => {
          const { bearer } = await person(`left-${kind}`)
          const { access } = await refreshing.granted(own, { bearer })
          await new ApiClient(running.url, bearer).result('/Security/Logout')
          return access
        },
      ],
      [
        'revoked',
        async () => {
          const token = await refreshing.ofProgram(own)
          await flow.post(`Revoke/${own.applicationId}`, { token }, { client: own.client })
          return token
        },
      ],
      [
        'expired',
        async () => {
          const token = await refreshing.ofProgram(own)
          expect(await isActive(token)).toBe(true)
          running.advance(120_000)
          return token
        },
      ],
    ])('%s', async (_, tokenOf) => {
      const { status, body } = await introspect(own, await tokenOf())
      expect([status, body]).toEqual([200, inactive])
    })

    test('of a client that was disabled, for itself or for a person', async () => {
      const gone = await flow.serviceUser(`gone-${kind}`)
      await flow.grant(own.rowKey, { type: 'User', id: gone.id }, 'Execute')
      const tokens = [
        await refreshing.ofProgram({ ...own, client: gone }),
        (await refreshing.granted({ ...own, client: gone })).access,
      ]
      for (const token of tokens) expect(await isActive(token)).toBe(true)
      await state(gone.id, 'Disabled')
      for (const token of tokens) expect((await introspect(own, token)).body).toEqual(inactive)
    })

    test('at another application, whoever asks there', async () => {
      const token = await refreshing.ofProgram(own)
      expect((await introspect(other, token)).body).toEqual(inactive)
    })
  })
})

describe('AS-10 only a client that proves itself, and may run the application, is told anything', () => {
  test.each<[string, (token: string) => ReturnType<OAuth['post']>, string]>([
    ['nobody', (token) => flow.post('Introspect/other', { token }), '401 invalid_client'],
    [
      'a wrong secret',
      (token) => flow.post('Introspect/other', { token }, { client: { ...other.client, secret: 'wrong' } }),
      '401 invalid_client',
    ],
    [
      'an ID without a secret',
      (token) => flow.post('Introspect/other', { token, client_id: other.client.clientId }),
      '401 invalid_client',
    ],
    [
      'a client without Run',
      async (token) => flow.post('Introspect/other', { token }, { client: await flow.serviceUser('idle') }),
      '400 unauthorized_client',
    ],
    [
      'a public client',
      async (token) => {
        const listed = { ClientIDType: 0, AllowedClients: ['mobile.app'], AllowPublic: true }
        await flow.application('mobile', { profile: listed })
        return flow.post('Introspect/mobile', { token, client_id: 'mobile.app' })
      },
      '401 invalid_client',
    ],
    [
      'a token in the address',
      (token) => flow.post(`Introspect/other?token=${token}`, {}, { client: other.client }),
      '400 invalid_request',
    ],
    ['no token', () => flow.post('Introspect/other', {}, { client: other.client }), '400 invalid_request'],
    [
      'an unknown application',
      (token) => flow.post('Introspect/Other', { token }, { client: other.client }),
      '400 invalid_request',
    ],
    [
      'a client that was disabled',
      async (token) => {
        await state(other.client.id, 'Disabled')
        const reply = await flow.post('Introspect/other', { token }, { client: other.client })
        await state(other.client.id, 'None')
        return reply
      },
      '401 invalid_client',
    ],
  ])('%s', async (_, ask, refused) => {
    const { status, body } = await ask(await refreshing.ofProgram(other))
    expect(`${status} ${String(body['error'])}`).toBe(refused)
    expect(body).not.toHaveProperty('active')
  })

  test('an OpenID Connect application asks for itself', async () => {
    const crm = await flow.openIdConnect('crm')
    const code = await flow.code(crm, { others: { scope: 'openid' } })
    const { body } = await flow.token('crm', flow.redemption(code), { client: crm.client })
    const token = String(body['access_token'])
    expect((await flow.post('Introspect/crm', { token }, { client: crm.client })).body['active']).toBe(true)
    expect((await flow.post('Introspect/other', { token }, { client: other.client })).body).toEqual(inactive)
    const stranger = await flow.post('Introspect/other', { token }, { client: crm.client })
    expect(stranger.status).toBe(401)
  })
})
