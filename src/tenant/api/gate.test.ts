import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiClient, type Envelope } from '#testing/apiClient.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let portal: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  portal = await flow.application('portal')
})
afterAll(() => running.close())

/** A token of the administrator through the application, with these patterns in its one scope. */
async function tokenOpening(patterns: string[]) {
  await flow.change(portal.rowKey, {
    OAuthProfile: { KnownScopes: [{ Scope: 'siem', AllowedRest: patterns }] },
  })
  const { body } = await flow.token('portal', flow.redemption(await flow.code(portal)), {
    client: portal.client,
  })
  return new ApiClient(running.url, String(body['access_token']))
}

const lastRefusal = async () => {
  const event = await running.tenant.database.read
    .selectFrom('event')
    .select(['event_type', 'actor_name', 'object_name', 'detail'])
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow()
  return { ...event, detail: JSON.parse(event.detail) as Record<string, string> }
}

describe('SC-06 a scope without a pattern for the path opens nothing', () => {
  test('403 insufficient_scope, never 401, in the envelope, and recorded', async () => {
    const client = await tokenOpening(['Redrock/query'])
    const { status, headers, envelope } = await client.post('/SaasManage/GetApplication', {
      _RowKey: portal.rowKey,
    })
    expect(status).toBe(403)
    expect(headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"')
    expect(envelope).toMatchObject({ success: false, Result: null, ErrorCode: 'forbidden' })
    expect(envelope.Message).toContain('siem')
    expect(await lastRefusal()).toMatchObject({
      event_type: 'Cloud.Core.Api.Refused',
      actor_name: 'ada@acme.test',
      object_name: 'SaasManage/GetApplication',
      detail: { check: 'scope', seen: 'siem' },
    })
  })

  test('SC-01 a scope without patterns opens nothing, not even to a System Administrator', async () => {
    const client = await tokenOpening([])
    for (const path of ['/Security/WhoAmI', '/Redrock/query', '/Gatewright/Capabilities'])
      expect((await client.post(path)).status).toBe(403)
  })

  test('SC-08 narrowing and widening count for tokens already issued', async () => {
    const client = await tokenOpening(['Security/WhoAmI$'])
    expect((await client.post('/Security/WhoAmI')).status).toBe(200)
    await tokenOpening(['Redrock/'])
    expect((await client.post('/Security/WhoAmI')).status).toBe(403)
    await tokenOpening(['.*'])
    expect((await client.post('/Security/WhoAmI')).status).toBe(200)
  })

  test('D12 a path that is not there is 404 whatever the scopes', async () => {
    const client = await tokenOpening(['Redrock/query'])
    expect((await client.post('/Redrock/Nothing')).status).toBe(404)
    expect((await new ApiClient(running.url, null).post('/Redrock/Nothing')).status).toBe(401)
    expect((await new ApiClient(running.url, 'nothing').post('/Redrock/Nothing')).status).toBe(401)
  })

  test('SC-04 router and patterns see the same path, in any case, with and without its slash, through aliases', async () => {
    const client = await tokenOpening(['Roles/StoreRole$', 'security/whoami$'])
    expect((await client.post('/SECURITY/whoAMI/')).status).toBe(200)
    expect((await client.post('/Security/%57hoAmI')).status).toBe(200)
    expect((await client.post('/roles/storerole', { Name: 'By alias' })).envelope.success).toBe(true)
    expect((await client.post('/SaasManage/StoreRole', { Name: 'By the other' })).status).toBe(403)
  })
})

test('SC-03 SC-04 D1 one slash too many in front is dropped before router, scopes and event', async () => {
  const query = { Script: 'select ID from User' }
  const open = await tokenOpening(['Redrock/query$'])
  expect((await open.post('//Redrock/query', query)).envelope.success).toBe(true)
  const closed = await tokenOpening(['Redrock/queryX', 'UserMgmt/'])
  expect((await closed.post('//Redrock/query', query)).status).toBe(403)
  expect(await lastRefusal()).toMatchObject({
    event_type: 'Cloud.Core.Api.Refused',
    object_name: 'Redrock/query',
    detail: { check: 'scope' },
  })
})

describe('SC-03 NT-49 NT-63 paths that could be read in two ways are refused before anything is matched', () => {
  test.each([
    '/Redrock/../UserMgmt/GetUserAttributes',
    '/Redrock/%2e%2e/UserMgmt/GetUserAttributes',
    '/Redrock/%2E./query',
    '/Redrock%2fquery',
    '/Redrock%5cquery',
    '/Redrock\\query',
    '///Redrock/query',
    '//Redrock//query',
    '//Redrock/query//',
    '//../Redrock/query',
    '/Redrock//query',
    '/Redrock/query%0a',
    '/Redrock/query%00',
    '/Redrock;x/query',
    '/Redrock/query;jsessionid=1',
    '/Redrock%252fquery',
    '/Redrock/./query',
    '/Redrock/query%ff',
    '/Redrock/qu%C3%A9ry',
    '/%2e%2e/Redrock/query',
    '/Redrock/query%',
    '/Redrock/query%3f',
  ])('%s', async (path) => {
    const client = await tokenOpening(['.*'])
    const { request } = await import('node:http')
    const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const { hostname, port } = new URL(running.url)
      const headers = { authorization: `Bearer ${client.bearer}`, 'content-type': 'application/json' }
      request({ hostname, port, path, method: 'POST', headers })
        .on('response', (reply) => {
          let all = ''
          reply.on('data', (chunk: Buffer) => (all += chunk.toString()))
          reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text: all }))
        })
        .on('error', reject)
        .end('{"Script":"select ID from User"}')
    })
    expect(status).toBe(400)
    expect(JSON.parse(text) as Envelope).toMatchObject({ success: false, ErrorCode: 'invalid_request' })
  })
})

describe('D2 NT-70 a credential in an address is refused, recorded without its value, whoever sends it', () => {
  test.each([
    ['/CDirectoryService/CreateUser', 'Password'],
    ['/UserMgmt/ResetUserPassword', 'newPassword'],
    ['/Security/AdvanceAuthentication', 'Answer'],
    ['/Gatewright/Setup/CreateAdministrator', 'token'],
    ['/Gatewright/Setup/CreateAdministrator', 'password'],
    ['/Security/WhoAmI', 'access_token'],
    ['/Security/WhoAmI', 'CLIENT_SECRET'],
    ['/SaasManage/GetApplication', 'refresh_token'],
  ])('%s?%s=', async (path, name) => {
    const value = 'canary-in-address-4711'
    const reply = await running.admin.post(`${path}?${name}=${value}`)
    expect(reply.status).toBe(400)
    expect(reply.envelope).toMatchObject({ success: false, ErrorCode: 'invalid_request' })
    expect(JSON.stringify(reply.envelope)).not.toContain(value)
    const event = await lastRefusal()
    expect(event).toMatchObject({
      event_type: 'Cloud.Core.Api.Refused',
      detail: { check: 'noCredentialInUrl' },
    })
    expect(JSON.stringify(event)).not.toContain(value)
  })
})

describe('D9 NT-47 the session cookie counts beside a header that no foreign page can send', () => {
  const call = (headers: Record<string, string>, method = 'POST') =>
    fetch(`${running.url}/Security/WhoAmI`, {
      method,
      headers: { cookie: `.ASPXAUTH=${running.admin.bearer}`, ...headers },
      ...(method === 'POST' ? { body: new Uint8Array(Buffer.from('{}')) } : {}),
    })
  const native = { 'x-idap-native-client': 'true', 'content-type': 'application/json' }

  test.each([
    ['the header', native],
    [
      'the older header',
      { 'x-centrify-native-client': '1', 'content-type': 'application/json; charset=utf-8' },
    ],
    ['our own origin', { ...native, origin: 'OWN', 'sec-fetch-site': 'same-origin' }],
  ])('%s is enough', async (_, headers) => {
    const own = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === 'OWN' ? running.url : value]),
    )
    expect((await call(own)).status).toBe(200)
  })

  test.each<[string, Record<string, string>]>([
    ['without the header', { 'content-type': 'application/json' }],
    ['as text', { ...native, 'content-type': 'text/plain' }],
    ['as a form', { ...native, 'content-type': 'application/x-www-form-urlencoded' }],
    ['without a type', { 'x-idap-native-client': 'true' }],
    ['from another origin', { ...native, origin: 'https://evil.test' }],
    ['from another port', { ...native, origin: 'http://127.0.0.1:1' }],
    ['from no origin', { ...native, origin: 'null' }],
    ['from another site', { ...native, 'sec-fetch-site': 'cross-site' }],
    ['from a sibling', { ...native, 'sec-fetch-site': 'same-site' }],
  ])('%s it is 403', async (_, headers) => {
    expect((await call(headers)).status).toBe(403)
  })

  test('a link cannot carry it, and no call with an effect is a GET', async () => {
    expect((await call({}, 'GET')).status).toBe(403)
    for (const path of ['/Security/Logout', '/SaasManage/DeleteApplication', '/CDirectoryService/CreateUser'])
      expect(
        (
          await fetch(running.url + path, {
            headers: { cookie: `.ASPXAUTH=${running.admin.bearer}`, ...native },
          })
        ).status,
      ).toBe(404)
  })

  test('a bearer needs none of it, and a bad bearer is not made good by the cookie', async () => {
    expect((await call({ authorization: `Bearer ${running.admin.bearer}` })).status).toBe(200)
    expect((await call({ ...native, authorization: 'Bearer nothing' })).status).toBe(401)
    expect((await call({ ...native, cookie: '.ASPXAUTH=nothing' })).status).toBe(401)
  })
})
