import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOf, basic, oauthOf, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// Requests as programs for the vendor's contract send them, which no protocol library would.

let running: TestTenant
let made: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  made = await oauthOf(running).application('portal')
})
afterAll(() => running.close())

test.each([
  ['in lower case', (url: string) => url.toLowerCase()],
  ['in other cases', (url: string) => url.replace('/OAuth2/Token', '/Oauth2/TOKEN')],
  ['with a slash at its end', (url: string) => `${url}/`],
])('CL-05 vendor clients send the pair raw, the endpoint %s', async (_, spelled) => {
  const { clientId, secret } = made.client
  const proofs: { headers: Record<string, string>; form: Record<string, string> }[] = [
    { headers: { authorization: basic(clientId, secret).replace('Basic', 'basic') }, form: {} },
    { headers: {}, form: { client_id: clientId, client_secret: secret } },
  ]
  for (const proof of proofs) {
    const reply = await fetch(spelled(`${running.url}/OAuth2/Token/portal`), {
      method: 'POST',
      headers: proof.headers,
      // One client sends these two along (contract.md 2.1)
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        response_type: 'code',
        state: 'x',
        ...proof.form,
      }),
    })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(await reply.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'siem all' })
  }
})

test('the authorization endpoint takes cookie or bearer, GET or POST (contract.md 2.2)', async () => {
  const flow = oauthOf(running)
  const fields = flow.request(made.client.clientId)
  // An administrator says once that the portal may read what it may see
  await flow.agree('portal', fields, running.admin.bearer ?? '')
  const byBearer = await flow.authorize('portal', fields, { bearer: running.admin.bearer })
  const byCookie = await flow.authorize('portal', fields, {
    cookie: `.ASPXAUTH=${running.admin.bearer}`,
  })
  const byPost = await fetch(`${running.url}/oauth2/authorize/portal`, {
    method: 'POST',
    redirect: 'manual',
    headers: { authorization: `Bearer ${running.admin.bearer}` },
    body: new URLSearchParams(fields as Record<string, string>),
  })
  for (const reply of [byBearer, byCookie, byPost]) {
    expect(reply.status).toBe(302)
    expect(answerOf(reply).get('code')).toMatch(/^[\w-]{43}$/)
  }
  const nobody = await flow.authorize('portal', fields)
  expect(nobody.headers.get('location')).toMatch(/^\/login\?cloudRedirect=OAuth2%2FAuthorize%2Fportal%3F/)
})
