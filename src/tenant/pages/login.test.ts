import { afterAll, beforeAll, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { onPageOf } from '#testing/onPage.ts'
import { password, peopleOf, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let people: People
let portal: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  people = peopleOf(running)
  portal = await flow.application('portal')
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

test('BF-14 with an ID token as a hint the page takes that person alone, and begins no session for another', async () => {
  const page = onPageOf(running, portal)
  await page.token(administrator)
  const idToken = page.idToken()
  const { name } = await people.somebody()
  const asked = flow.request(portal.client.clientId, { prompt: 'login', id_token_hint: idToken }) as Record<
    string,
    string
  >
  const sight = await page.browser.open(`OAuth2/Authorize/portal?${new URLSearchParams(asked).toString()}`)
  expect(sight.html).toMatch(/value="ada@acme\.test"[^>]*readonly/)
  const before = page.session()
  const refused = await page.browser.submit(sight, { user: name, password })
  expect(refused).toMatchObject({ kind: 'page', status: 403, title: 'Confirm that it is you' })
  expect(refused.html).toContain('Only ada@acme.test can confirm this.')
  expect(page.session()).toBe(before)
  await page.browser.follow(refused, { person: administrator })
  expect(page.session()).not.toBe(before)
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
