import { afterAll, beforeAll, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
})
afterAll(() => running.close())

const signIn = (headers: Record<string, string>) => {
  const back = `OAuth2/Authorize/${running.consoleClient.applicationId}?client_id=${running.consoleClient.clientId}`
  return fetch(`${running.url}/login?cloudRedirect=${encodeURIComponent(back)}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(administrator),
  })
}

test.each([
  ['names our origin', () => ({ origin: running.url })],
  ['hides it, as no-referrer makes it', () => ({ origin: 'null', 'sec-fetch-site': 'same-origin' })],
])('signs in when the browser %s', async (_, headers) => {
  const reply = await signIn(headers())
  expect(reply.status).toBe(303)
  expect(reply.headers.get('set-cookie')).toContain('HttpOnly')
})

test.each([
  ['from another origin', { origin: 'https://evil.test' }],
  ['from a hidden origin on another site', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['from a hidden origin on another port', { origin: 'null', 'sec-fetch-site': 'same-site' }],
  ['from a hidden origin that nothing vouches for', { origin: 'null' }],
])('BF-11 refuses a form %s', async (_, headers) => {
  const reply = await signIn(headers)
  expect(reply.status).toBe(400)
  expect(reply.headers.get('set-cookie')).toBeNull()
})

test('the page names the application as the browser’s language does', async () => {
  const [made] = await running.admin.result<{ _RowKey: string }[]>('/SaasManage/ImportAppFromTemplate', {
    ID: ['OAuth2ServerClient'],
  })
  await running.admin.result('/SaasManage/UpdateApplicationDE', {
    _RowKey: made?._RowKey,
    ServiceName: 'spoken',
    Name: 'Reader',
    Gatewright: { Languages: [{ language: 'de', name: 'Leser <b>', description: '' }] },
  })
  const page = async (language: string) => {
    const reply = await fetch(`${running.url}/login?cloudRedirect=OAuth2/Authorize/spoken%3Fa%3Db`, {
      headers: { 'accept-language': language },
    })
    return reply.text()
  }
  expect(await page('de-DE,en;q=0.5')).toContain('to Leser &lt;b&gt;')
  expect(await page('en,de;q=0.5')).toContain('to Reader')
})
