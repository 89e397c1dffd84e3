import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { answerOf, basic, oauthOf, type OAuth } from '#testing/oauth.ts'
import { plainBrowser } from '#testing/plainBrowser.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// Apps on the person's own machine, which keep no secret (RFC 8252)

const clientId = 'com.example.field'
const redirects = ['com.example.field:/cb', 'http://127.0.0.1/cb', 'http://[::1]/cb', 'http://localhost/cb']
const app = { applicationId: 'field', client: { clientId } }

let running: TestTenant
let flow: OAuth
let rowKey: string
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  const profile = { ClientIDType: 0, AllowedClients: [clientId], Redirects: redirects, AllowRefresh: true }
  ;({ rowKey } = await flow.application('field', { profile }))
  await flow.application('brief', { profile: { ...profile, AllowRefresh: false } })
  await flow.application('portal', { profile: { AllowRefresh: true } })
})
afterAll(() => running.close())

describe('PB-01 an app is answered where it listens', () => {
  test.each([
    'com.example.field:/cb',
    'http://127.0.0.1:51004/cb',
    'http://127.0.0.1/cb',
    'http://[::1]:51004/cb',
    'http://localhost:1/cb',
  ])('%s, signing in on the page', async (redirect_uri) => {
    const browser = plainBrowser(running.url)
    const link = new URL(`${running.url}/OAuth2/Authorize/field`)
    for (const [name, value] of Object.entries(flow.request(clientId, { redirect_uri, prompt: 'consent' })))
      link.searchParams.set(name, String(value))
    const { answer, pages } = await browser.follow(link, { person: administrator })
    expect(pages).toEqual(['Sign in', 'Allow access?'])
    const { href } = answer instanceof URL ? answer : new URL(answer.url)
    expect(href.split('?')[0]).toBe(redirect_uri)
    const code = new URL(href).searchParams.get('code') ?? ''
    const redeemed = { ...flow.redemption(code, { redirect_uri }), client_id: clientId }
    const { status, body } = await flow.token('field', redeemed)
    expect([status, body['token_type']]).toEqual([200, 'Bearer'])
  })

  test.each([
    'https://127.0.0.1:51004/cb',
    'http://127.0.0.1:51004/cb/',
    'http://127.0.0.2:51004/cb',
    'http://127.0.0.1:51004@evil.test/cb',
    'http://localhost.evil.test:51004/cb',
    'com.example.field:/cb/x',
    'com.example.field://cb',
    'com.example.fiel:/cb',
  ])('and never at %s', async (redirect_uri) => {
    const reply = await flow.authorize('field', flow.request(clientId, { redirect_uri }), running.admin)
    expect([reply.status, reply.headers.get('location')]).toEqual([400, null])
  })

  test('the code is for the port that asked', async () => {
    const code = await flow.code(app, { others: { redirect_uri: 'http://127.0.0.1:51004/cb' } })
    const fields = { ...flow.redemption(code), client_id: clientId }
    const { body } = await flow.token('field', { ...fields, redirect_uri: 'http://127.0.0.1:51005/cb' })
    expect(body).toMatchObject({ error: 'invalid_grant', error_description: 'invalid redirect' })
  })

  test('an administrator who said yes is not asked again because the port is another', async () => {
    await flow.code(app, { others: { redirect_uri: 'http://localhost:4000/cb' } })
    const others = { redirect_uri: 'http://localhost:4001/cb' }
    const again = await flow.authorize('field', flow.request(clientId, others), running.admin)
    expect(answerOf(again).get('code')).not.toBeNull()
  })

  test('RD-02 an application with a secret keeps to https and this machine', async () => {
    const change = (profile: object, id = rowKey) =>
      running.admin.post('/SaasManage/UpdateApplicationDE', { _RowKey: id, OAuthProfile: profile })
    const refused = await change({ ClientIDType: 1 })
    expect(refused.envelope).toMatchObject({ success: false })
    expect(refused.envelope.Message).toContain('no secret')
    const own = await flow.openIdConnect('crm')
    const { envelope } = await change({ Redirects: ['com.example.field:/cb'] }, own.rowKey)
    expect(envelope).toMatchObject({ success: false })
    expect(JSON.stringify(envelope)).toContain('no secret')
  })
})

describe('PB-02 offline_access', () => {
  const tokens = async (applicationId: string, scope: string) => {
    const asked = { applicationId, client: { clientId } }
    const others = { redirect_uri: 'http://localhost:5000/cb', scope }
    const code = await flow.code(asked, { others })
    const fields = { ...flow.redemption(code, { redirect_uri: others.redirect_uri }), client_id: clientId }
    return (await flow.token(applicationId, fields)).body
  }
  const [kept, left] = ['openid offline_access siem', 'openid siem']

  test('is granted where refresh tokens are on, and kept by each of them', async () => {
    const first = await tokens('field', kept)
    expect(first).toMatchObject({ scope: kept, refresh_token: expect.any(String) as string })
    expect(decodeJwt(String(first['access_token']))['scope']).toBe(kept)
    const { body } = await flow.token('field', {
      grant_type: 'refresh_token',
      refresh_token: String(first['refresh_token']),
      client_id: clientId,
      scope: kept,
    })
    expect(body).toMatchObject({ scope: kept, refresh_token: expect.any(String) as string })
  })

  test('is left out elsewhere, and scope tells so', async () => {
    const first = await tokens('brief', kept)
    expect(first['scope']).toBe(left)
    expect(first['refresh_token']).toBeUndefined()
  })

  test('is announced where it is granted, and opens nothing', async () => {
    const announced = async (id: string) => {
      const reply = await fetch(`${running.url}/${id}/.well-known/openid-configuration`)
      return ((await reply.json()) as { scopes_supported: string[] }).scopes_supported
    }
    expect(await announced('field')).toContain('offline_access')
    expect(await announced('brief')).not.toContain('offline_access')
    const { access_token } = await tokens('field', 'openid offline_access')
    const reply = await fetch(`${running.url}/Security/WhoAmI`, {
      method: 'POST',
      headers: { authorization: `Bearer ${String(access_token)}` },
    })
    expect(reply.status).toBe(403)
  })

  test.each(['openid offline_accesss', 'openid Offline_Access siem'])(
    'T4 another scope that is unknown is refused: %s',
    async (scope) => {
      const others = { redirect_uri: 'http://localhost:5000/cb', scope }
      const reply = await flow.authorize('field', flow.request(clientId, others), running.admin)
      expect(answerOf(reply).get('error_description')).toBe('unknown scope requested')
    },
  )
})

describe('PB-01 an empty secret in a Basic header counts as none', () => {
  const redeem = async (secret: string) => {
    const redirect_uri = 'http://localhost:5000/cb'
    const code = await flow.code(app, { others: { redirect_uri } })
    const headers = { authorization: basic(clientId, secret) }
    return flow.token('field', flow.redemption(code, { redirect_uri }), { headers })
  }

  test('for a client that has none', async () => {
    expect((await redeem('')).status).toBe(200)
    expect((await redeem('x')).body).toMatchObject({ error: 'invalid_client' })
  })

  test('NT-14 and proves no client that has one', async () => {
    const headers = { authorization: basic('svc-portal@acme.test', '') }
    const { status, body } = await flow.token('portal', { grant_type: 'client_credentials' }, { headers })
    expect([status, body['error']]).toEqual([401, 'invalid_client'])
  })
})
