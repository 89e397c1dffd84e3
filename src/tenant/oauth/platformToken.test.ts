import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ApiClient } from '#testing/apiClient.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Fields = Parameters<OAuth['post']>[1]
type Client = { id: string; clientId: string; secret: string }

let running: TestTenant
let flow: OAuth
/** Runs the application `reader`, and may read events and users. */
let reader: Client
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  const people = peopleOf(running)
  ;({ client: reader } = await flow.application('reader'))
  await people.join(await people.addRole('Readers', ['monitor']), { Users: [reader.id] })
  const scopes = (Scope: string) => ({ KnownScopes: [{ Scope, AllowedRest: ['.*'] }] })
  await flow.application('foreign', { profile: scopes('foreign') })
  for (const [applicationId, profile, template] of [
    ['people', { ...scopes('people'), AllowedAuth: 'AuthorizationCode' }, undefined],
    ['second', scopes('second'), undefined],
    ['server', scopes('bank:read'), 'OAuth2Server'],
  ] as const) {
    const { rowKey } = await flow.application(applicationId, { profile, ...(template ? { template } : {}) })
    await flow.grant(rowKey, { type: 'User', id: reader.id }, 'Execute')
  }
  await people.addUser('person')
})
afterAll(() => running.close())
beforeEach(() => running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute()))

const service = { grant_type: 'client_credentials' }
const ask = (fields: Fields = {}, client: { clientId: string; secret: string } = reader) =>
  flow.post('PlatformToken', { ...service, ...fields }, { client })

async function tokenOf(fields?: Fields) {
  const { status, body } = await ask(fields)
  expect([status, body['error']]).toEqual([200, undefined])
  return { body, token: String(body['access_token']) }
}

const query = { Script: 'select ID from Event limit 1' }
async function opened(token: string) {
  const client = new ApiClient(running.url, token)
  const calls = [
    ['/Security/WhoAmI', {}],
    ['/Redrock/query', query],
    ['/UserMgmt/GetUserAttributes', { ID: reader.id }],
    ['/CDirectoryService/CreateUser', {}],
  ] as const
  return Promise.all(
    calls.map(async ([path, body]) => {
      const { status, headers } = await client.post(path, body)
      return headers.get('www-authenticate')?.includes('insufficient_scope') ? `${status} scope` : status
    }),
  )
}

test('2.7 without a scope the user’s rights alone limit the token', async () => {
  const { body, token } = await tokenOf()
  expect(body).toEqual({ access_token: token, token_type: 'Bearer', expires_in: 18000 })
  const { iat = 0, exp = 0, jti, auth_time: authTime, ...claims } = decodeJwt(token)
  expect(claims).toEqual({
    iss: `${running.url}/`,
    aud: reader.clientId,
    sub: reader.id,
    unique_name: reader.clientId,
    client_id: reader.clientId,
  })
  expect([exp - iat, authTime, typeof jti]).toEqual([18000, iat, 'string'])
  expect(await opened(token)).toEqual([200, 200, 200, 403])
})

test('2.7 with a scope its patterns limit it as well', async () => {
  const { body, token } = await tokenOf({ scope: 'siem' })
  expect(body).toMatchObject({ scope: 'siem', expires_in: 3600 })
  expect(decodeJwt(token)).toMatchObject({ iss: `${running.url}/reader/`, scope: 'siem' })
  expect(await opened(token)).toEqual([200, 200, '403 scope', '403 scope'])
  expect(await opened((await tokenOf({ scope: 'all' })).token)).toEqual([200, 200, 200, 403])
  const closed = '403 scope'
  // D1: what stands for somebody else's API opens none of the tenant's
  const { token: bank } = await tokenOf({ scope: 'bank:read' })
  expect(await opened(bank)).toEqual([closed, closed, closed, closed])
})

describe('refused', () => {
  const unknown = '400 invalid_scope'
  const stranger = '401 invalid_client'
  test.each<[string, () => ReturnType<typeof ask>, string]>([
    ['a scope that nobody defines', () => ask({ scope: 'nothing' }), unknown],
    ['a scope in another case', () => ask({ scope: 'Siem' }), unknown],
    ['a scope of an application without Run', () => ask({ scope: 'foreign' }), unknown],
    ['a scope of an application without Client Creds', () => ask({ scope: 'people' }), unknown],
    ['scopes of two applications', () => ask({ scope: 'siem second' }), unknown],
    ['a scope of OpenID Connect', () => ask({ scope: 'openid' }), unknown],
    ['a person', () => ask({}, { clientId: 'person@acme.test', secret: password }), stranger],
    ['nobody', () => ask({}, { clientId: 'nobody@acme.test', secret: password }), stranger],
    ['a wrong secret', () => ask({}, { ...reader, secret: 'wrong' }), stranger],
    ['no secret', () => flow.post('PlatformToken', { ...service, client_id: reader.clientId }), stranger],
    [
      'an OpenID Connect application',
      async () => ask({}, (await flow.openIdConnect('crm')).client),
      stranger,
    ],
    ['another grant', () => ask({ grant_type: 'password' }), '400 unsupported_grant_type'],
    ['no grant', () => ask({ grant_type: undefined }), '400 invalid_request'],
    [
      'D2 a secret in the address',
      () => flow.post(`PlatformToken?client_secret=${reader.secret}`, service),
      '400 invalid_request',
    ],
    ['NT-09 a scope twice', () => ask({ scope: ['siem', 'siem'] }), '400 invalid_request'],
  ])('%s', async (_, send, refused) => {
    const { status, headers, body } = await send()
    expect(`${status} ${String(body['error'])}`).toBe(refused)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).not.toHaveProperty('access_token')
  })

  test.each(['Disabled', 'Locked', 'Expired'])(
    'AS-18 a service user who is %s, whose tokens end too',
    async (state) => {
      const set = (value: string) =>
        running.admin.result('/CDirectoryService/SetUserState', { ID: reader.id, state: value })
      const tokens = [(await tokenOf()).token, (await tokenOf({ scope: 'siem' })).token]
      await set(state)
      expect((await ask()).status).toBe(401)
      for (const token of tokens) expect((await opened(token))[0]).toBe(401)
      await set('None')
      for (const token of tokens) expect((await opened(token))[0]).toBe(200)
    },
  )
})

test('2.13 a token of the platform ends when it signs out, and is none of an application’s', async () => {
  const { token } = await tokenOf()
  expect((await flow.post('Introspect/reader', { token }, { client: reader })).body).toEqual({
    active: false,
  })
  await flow.post('Revoke/reader', { token }, { client: reader })
  expect((await opened(token))[0]).toBe(200)
  await new ApiClient(running.url, token).result('/Security/Logout')
  expect((await opened(token))[0]).toBe(401)
})
