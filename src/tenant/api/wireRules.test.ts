import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asItStands, type Sent } from '#testing/asItStands.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let portal: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  portal = await oauthOf(running).application('portal')
})
afterAll(() => running.close())

const send = asItStands(() => running)
const whoAmI = { success: true, Result: { User: 'ada@acme.test' } }
const json = { 'content-type': 'application/json' }

describe('paths and parameters as vendor clients write them (contract.md 1.1)', () => {
  test.each([
    '/security/whoami',
    '/SECURITY/WHOAMI',
    '/Security/WhoAmI/',
    '//Security/WhoAmI',
    '/Security/%57hoAmI',
    '/Security/WhoAmI?antixss=x&_=1',
  ])('%s is the call', async (path) => {
    expect((await send(path)).envelope).toMatchObject(whoAmI)
  })

  test.each<[string, string, Sent]>([
    ['body', '/SaasManage/GetApplication', { body: '{"_RowKey":"<key>"}' }],
    ['body in lower case', '/SaasManage/GetApplication', { body: '{"_rowkey":"<key>"}' }],
    [
      'body in other cases, with more',
      '/saasmanage/getapplication',
      { body: '{"_ROWKEY":"<key>","RRFormat":true,"Args":{"a":[1]}}' },
    ],
    ['query', '/SaasManage/GetApplication?_RowKey=<key>', {}],
    ['query in another case', '/SaasManage/GetApplication?_rowKEY=<key>', {}],
    ['query with an empty object', '/SaasManage/GetApplication?_RowKey=<key>', { body: '{}' }],
    ['query with an empty list', '/SaasManage/GetApplication?_RowKey=<key>', { body: '[]' }],
    ['query with null', '/SaasManage/GetApplication?_RowKey=<key>', { body: 'null' }],
    ['query by GET', '/SaasManage/GetApplication?_RowKey=<key>', { method: 'GET' }],
    ['no content type', '/SaasManage/GetApplication', { headers: {}, body: '{"_RowKey":"<key>"}' }],
    [
      'a charset',
      '/SaasManage/GetApplication',
      { headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{"_RowKey":"<key>"}' },
    ],
    [
      'text',
      '/SaasManage/GetApplication',
      { headers: { 'content-type': 'text/plain' }, body: '{"_RowKey":"<key>"}' },
    ],
    [
      'a form',
      '/SaasManage/GetApplication',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '_RowKey=<key>' },
    ],
    [
      'X-10 JSON that is called a form, as curl and Ruby send it',
      '/SaasManage/GetApplication',
      {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: ' {"_RowKey":"<key>","Args":{"a":[1]}}',
      },
    ],
    ['a byte order mark', '/SaasManage/GetApplication', { body: '\ufeff{"_RowKey":"<key>"}' }],
  ])('%s', async (_, path, { body, ...sent }) => {
    const filled = (text: string) => text.replaceAll('<key>', portal.rowKey)
    const reply = await send(filled(path), { ...sent, ...(body === undefined ? {} : { body: filled(body) }) })
    expect(reply.envelope).toMatchObject({ success: true, Result: { ServiceName: 'portal' } })
  })

  test('a parameter that is not there is called missing, in words', async () => {
    const { envelope } = await send('/Redrock/query', { headers: json, body: '{"Args":{}}' })
    expect(envelope).toMatchObject({
      success: false,
      Message: 'The parameter Script is not as it should be. It is missing.',
      Gatewright: { fields: [{ path: 'Script', message: 'It is missing.' }] },
    })
  })

  test('part in the query, part in the body, as .NET clients update', async () => {
    const reply = await send(`/saasmanage/updateapplicationde?_RowKey=${portal.rowKey}`, {
      headers: json,
      body: '{"Description":"split"}',
    })
    expect(reply.envelope).toMatchObject({ success: true, Result: { State: 0 } })
  })

  test.each(['', '{}', '[]', 'null', '""', '0', 'true'])(
    'a call without arguments takes %j',
    async (body) => {
      expect((await send('/Security/WhoAmI', { headers: json, body })).envelope).toMatchObject(whoAmI)
    },
  )
})

describe('D9 NT-47 X-10 JSON that is called a form', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }
  const body = JSON.stringify({ User: 'ada@acme.test', Version: '1.0' })

  test('is read without a credential', async () => {
    const headers = { ...form, authorization: '' }
    const { envelope } = await send('/Security/StartAuthentication', { headers, body })
    expect(envelope).toMatchObject({ success: true, Result: { Summary: 'NewPackage' } })
  })

  test.each<[string, Record<string, string>]>([
    ['a session cookie', { cookie: '.ASPXAUTH=anything' }],
    ['a page of another origin', { origin: 'https://evil.test' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
  ])('stays a form beside %s', async (_, headers) => {
    const { envelope } = await send('/SaasManage/GetApplication', {
      headers: { ...form, ...headers },
      body: JSON.stringify({ _RowKey: portal.rowKey }),
    })
    expect(envelope).toMatchObject({ success: false, ErrorCode: 'invalid_fields' })
  })

  test.each(['/UserMgmt/GetUsersRolesAndAdministrativeRights', '/SaasManage/GetApplication'])(
    'says so where it stays a form, instead of answering %s for somebody else',
    async (path) => {
      const { envelope } = await send(path, {
        headers: { ...form, cookie: 'jar=1; .ASPXAUTH=anything' },
        body: JSON.stringify({ Id: 'of somebody else', _RowKey: portal.rowKey }),
      })
      expect(envelope).toMatchObject({
        success: false,
        Message: expect.stringContaining('Send Content-Type: application/json') as string,
      })
    },
  )

  test.each(['/OAuth2/Token/portal', '/OAuth2/PlatformToken', '/OAuth2/Introspect/portal'])(
    'stays a form for %s',
    async (path) => {
      const asked = JSON.stringify({ grant_type: 'client_credentials', token: 'x' })
      const { status, text } = await send(path, { headers: { ...form, authorization: '' }, body: asked })
      expect([400, 401]).toContain(status)
      expect(JSON.parse(text)).toMatchObject({ error: expect.stringMatching(/^invalid_/) })
    },
  )

  test('is refused where it is no good JSON, and means nothing where there is no call', async () => {
    const broken = await send('/SaasManage/GetApplication', { headers: form, body: '{"_RowKey":"a"' })
    expect([broken.status, broken.envelope.ErrorCode]).toEqual([400, 'invalid_request'])
    expect((await send('/SaasManage/Nothing', { headers: form, body })).status).toBe(404)
  })
})

describe('/sysinfo says that a tenant answers', () => {
  test.each(['/sysinfo/about', '/SysInfo/Version', '//sysinfo/version'])(
    '%s needs no login, and no good one',
    async (path) => {
      for (const authorization of ['', 'Bearer nothing'])
        for (const method of ['GET', 'POST']) {
          const { envelope } = await send(path, { method, headers: { authorization } })
          expect(envelope).toMatchObject({ success: true, Result: { Product: 'Gatewright', Version: '1.0' } })
        }
    },
  )
})

describe('NT-43 what readers could read differently is refused', () => {
  test.each<[string, string, string]>([
    ['a member twice', '', '{"_RowKey":"a","_RowKey":"<key>"}'],
    ['a member in two cases', '', '{"_RowKey":"a","_rowkey":"<key>"}'],
    ['once in query, once in body', '?_RowKey=<key>', '{"_rowkey":"a"}'],
    ['twice in the query', '?_RowKey=<key>&_rowkey=<key>', ''],
    ['__proto__', '', '{"__proto__":{"_RowKey":"<key>"}}'],
    ['an escaped __proto__', '', '{"\\u005f_proto__":{}}'],
    ['NUL', '', '{"_RowKey":"a\\u0000"}'],
    ['NUL in a name', '', '{"a\\u0000":1,"_RowKey":"<key>"}'],
    ['a number for a text', '', '{"_RowKey":7}'],
    ['a list for a text', '?_RowKey=<key>&_RowKey=<key>', ''],
    ['relaxed JSON', '', "{_RowKey:'<key>'}"],
    ['two documents', '', '{"_RowKey":"<key>"}{}'],
    ['21 levels', '', `${'{"a":'.repeat(21)}1${'}'.repeat(21)}`],
  ])('%s', async (_, query, body) => {
    const fill = (text: string) => text.replaceAll('<key>', portal.rowKey)
    const { envelope, status } = await send(`/SaasManage/GetApplication${fill(query)}`, {
      headers: json,
      body: fill(body),
    })
    expect(status).toBeLessThan(500)
    expect(envelope).toMatchObject({ success: false })
    expect(JSON.stringify(envelope.Result)).not.toContain('ServiceName')
  })
})

describe('the envelope for strict readers (contract.md 1.3, 10)', () => {
  const texts = ['Message', 'MessageID', 'Exception', 'ErrorID', 'ErrorCode', 'InnerExceptions']

  test.each<[string, string, Sent, number]>([
    ['success', '/Security/WhoAmI', {}, 200],
    [
      'a business failure',
      '/SaasManage/UpdateApplicationDE',
      { body: '{"_RowKey":"nothing","Name":"x"}' },
      200,
    ],
    ['missing parameters', '/SaasManage/GetApplication', { body: '{}' }, 200],
    ['no token', '/Security/WhoAmI', { headers: { authorization: '' } }, 401],
    ['a bad token', '/Security/WhoAmI', { headers: { authorization: 'Bearer nothing' } }, 401],
    ['a path that is not there', '/SaasManage/Nothing', {}, 404],
    [
      'a path that is not there, by nobody (D12)',
      '/SaasManage/Nothing',
      { headers: { authorization: '' } },
      401,
    ],
    ['a path that is refused', '/Security//WhoAmI', {}, 400],
    ['bad JSON', '/Security/WhoAmI', { headers: json, body: '{' }, 400],
    ['a body above the bound', '/Security/WhoAmI', { headers: json, body: ' '.repeat(1_000_001) }, 413],
    ['a method that is not there', '/CDirectoryService/CreateUser', { method: 'GET' }, 404],
    ['another method', '/Security/WhoAmI', { method: 'DELETE' }, 404],
    ['a preflight', '/Security/WhoAmI', { method: 'OPTIONS', headers: { origin: 'https://evil.test' } }, 404],
  ])('%s', async (_, path, sent, status) => {
    const got = await send(path, sent)
    const { headers, text } = got
    const envelope = got.envelope as unknown as Record<string, unknown>
    expect(got.status).toBe(status)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    // D8
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)))
    expect(headers['transfer-encoding']).toBeUndefined()
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    const { Gatewright: ours = {}, ...vendors } = envelope
    expect(Object.keys(vendors).sort()).toEqual(['success', 'Result', 'IsSoftError', ...texts].sort())
    expect(ours).toBeTypeOf('object')
    expect([typeof envelope['success'], typeof envelope['IsSoftError']]).toEqual(['boolean', 'boolean'])
    for (const name of texts) expect(['string', 'object']).toContain(typeof envelope[name])
    for (const name of texts) if (typeof envelope[name] === 'object') expect(envelope[name]).toBeNull()
    // One client joins the two on failure
    if (envelope['success'] === false) {
      for (const name of ['Message', 'Exception']) expect(typeof envelope[name]).toBe('string')
      // The type of a call's Result: strict clients lose the message over an object where they expect a text
      expect(envelope['Result']).toBeNull()
    }
    if (status === 401) expect(headers['www-authenticate']).toBe('Bearer')
  })
})
