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
