import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { formOf, oauthOf, redirectUri, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let portal: Awaited<ReturnType<OAuth['application']>>
const hostileName = `<script>alert(1)</script>"'&`
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  portal = await flow.application('portal')
  await flow.change(portal.rowKey, { Name: hostileName })
  await peopleOf(running).addUser('person')
  await peopleOf(running).addUser('disabled')
})
afterAll(() => running.close())
beforeEach(() => running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute()))

const back = (others: Record<string, string> = {}) =>
  `OAuth2/Authorize/portal?${new URLSearchParams({
    ...(flow.request(portal.client.clientId) as Record<string, string>),
    ...others,
  }).toString()}`

const show = (cloudRedirect: string) =>
  fetch(`${running.url}/login?${new URLSearchParams({ cloudRedirect }).toString()}`, { redirect: 'manual' })

const submit = (
  fields: Record<string, string | string[]>,
  { cloudRedirect = back(), headers = {} }: { cloudRedirect?: string; headers?: Record<string, string> } = {},
) =>
  fetch(`${running.url}/login?${new URLSearchParams({ cloudRedirect }).toString()}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: running.url, ...headers },
    body: formOf(fields),
  })

describe('the sign-in page', () => {
  test('runs no script, is in no frame, is kept by nobody, and sends its form here and to the registered origin', async () => {
    const reply = await show(back())
    expect(reply.status).toBe(200)
    const text = await reply.text()
    expect(text).not.toMatch(/<script|\son\w+=|javascript:/i)
    expect(reply.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' https://app.test`,
    )
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(reply.headers.get('set-cookie')).toBeNull()
  })

  test('lists no origin that is not registered', async () => {
    const reply = await show(back({ redirect_uri: 'https://evil.test/cb' }))
    expect(reply.headers.get('content-security-policy')).toMatch(/form-action 'self'$/)
    expect(await reply.text()).not.toContain('evil.test</strong>')
  })

  test('AS-17 NT-45 FE-03 shows names and what was typed as text', async () => {
    for (const reply of [await show(back()), await submit({ user: hostileName, password: 'x' })]) {
      const text = await reply.text()
      expect(text).not.toContain('<script>alert')
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
    }
  })

  test('never shows the password again', async () => {
    const reply = await submit({ user: 'ada@acme.test', password: 'typed-canary-9876' })
    expect(await reply.text()).not.toContain('typed-canary-9876')
  })
})

test('a whole sign-in: form, cookie, authorization endpoint, code', async () => {
  // An administrator would be asked in between
  const reply = await submit({ user: 'person@acme.test', password })
  expect(reply.status).toBe(303)
  expect(reply.headers.get('location')).toBe(`/${back()}`)
  const cookie = reply.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^\.ASPXAUTH=[\w-]{43};.*HttpOnly/)
  expect(cookie).toMatch(/Secure/)
  expect(cookie).toMatch(/SameSite=Lax/)
  const after = await fetch(running.url + (reply.headers.get('location') ?? ''), {
    redirect: 'manual',
    headers: { cookie: cookie.split(';')[0] ?? '' },
  })
  expect(after.headers.get('location')).toMatch(new RegExp(`^${redirectUri}\\?code=[\\w-]{43}&`))
})

describe('RD-05 the way back leads to the authorization endpoint of an application here, or nowhere', () => {
  test.each([
    'https://evil.test/',
    '//evil.test',
    '/\\evil.test',
    'OAuth2/Authorize/portal',
    '/OAuth2/Authorize/portal?x=1',
    'OAuth2/Authorize/nothing?x=1',
    'OAuth2/Authorize/../../evil?x',
    'OAuth2/Authorize/portal/../evil?x',
    'OAuth2/Authorize/portal?x#https://evil.test',
    'OAuth2/Authorize/portal?x\\evil',
    'OAuth2/Authorize/portal?x\r\nSet-Cookie: a=b',
    'OAuth2/Authorize/portal?x=é',
    'OAuth2/Authorize/portal?x=漢',
    'OAuth2/Authorize/portal?x y',
    'OAuth2/Token/portal?x=1',
    'javascript:alert(1)//OAuth2/Authorize/portal?x',
    'Security/Logout?x',
    '',
  ])('%j', async (cloudRedirect) => {
    for (const reply of [await show(cloudRedirect), await submit(administrator, { cloudRedirect })]) {
      expect(reply.status).toBe(400)
      expect(reply.headers.get('location')).toBeNull()
      expect(reply.headers.get('set-cookie')).toBeNull()
    }
  })

  test('twice is neither', async () => {
    const twice = new URLSearchParams([
      ['cloudRedirect', back()],
      ['cloudRedirect', back()],
    ])
    expect((await fetch(`${running.url}/login?${twice.toString()}`)).status).toBe(400)
  })

  test('NT-15 an edited way back is judged anew: another client, scope, type or address gets no more than it would alone', async () => {
    for (const [name, value] of [
      ['client_id', 'ada@acme.test'],
      ['scope', 'other'],
      ['response_type', 'token'],
      ['redirect_uri', 'https://evil.test/cb'],
    ] as const) {
      const reply = await submit(administrator, { cloudRedirect: back({ [name]: value }) })
      const after = await fetch(running.url + (reply.headers.get('location') ?? ''), {
        redirect: 'manual',
        headers: { cookie: (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '' },
      })
      const location = after.headers.get('location') ?? ''
      expect(location).not.toMatch(/[?&]code=/)
      expect(location).not.toContain('evil.test')
    }
  })
})

describe('RL-03 CL-04 one answer for everybody who cannot sign in', () => {
  test('whatever the reason', async () => {
    const { Results } = await running.admin.result<{ Results: { Row: { ID: string } }[] }>('/Redrock/query', {
      Script: `select ID from User where Username = 'disabled@acme.test'`,
    })
    await running.admin.result('/CDirectoryService/SetUserState', {
      ID: Results[0]?.Row.ID,
      state: 'Disabled',
    })
    const seen = await Promise.all(
      [
        { user: 'nobody@acme.test', password },
        { user: 'person@acme.test', password: 'wrong' },
        { user: 'disabled@acme.test', password },
        { user: portal.client.clientId, password: portal.client.secret },
        { user: 'person@acme.test', password: '' },
        { user: '', password: '' },
      ].map(async (fields) => {
        const reply = await submit(fields)
        const text = await reply.text()
        return { status: reply.status, fault: /id="fault">([^<]*)</.exec(text)?.[1] }
      }),
    )
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(seen[0]).toEqual({
      status: 401,
      fault: 'The login name or the password is wrong, or the account cannot sign in here.',
    })
  })

  test('CL-04 a confidential client may not sign in by API either', async () => {
    const start = await running.admin.post('/Security/StartAuthentication', { User: portal.client.clientId })
    const { SessionId, Challenges } = start.envelope.Result as {
      SessionId: string
      Challenges: { Mechanisms: { MechanismId: string }[] }[]
    }
    const { envelope } = await running.admin.post('/Security/AdvanceAuthentication', {
      SessionId,
      MechanismId: Challenges[0]?.Mechanisms[0]?.MechanismId,
      Action: 'Answer',
      Answer: portal.client.secret,
    })
    expect(envelope).toMatchObject({ success: false, Result: null })
  })
})

test.each([
  ['a NUL', { user: 'a\0b@acme.test', password }],
  ['half a character', { user: `${'a'.repeat(199)}😀`, password }],
  ['8,001 letters', { user: 'a'.repeat(8001), password }],
  ['NT-54 a password of 900 kB', { user: 'ada@acme.test', password: 'p'.repeat(900_000) }],
  [
    'the password twice',
    { user: 'ada@acme.test', password: [administrator.password, administrator.password] },
  ],
])('%s signs nobody in and is no fault of the server', async (_, fields) => {
  const reply = await submit(fields)
  expect(reply.status).toBeGreaterThanOrEqual(400)
  expect(reply.status).toBeLessThan(500)
  expect(reply.headers.get('set-cookie')).toBeNull()
})

test('a body that is no form signs nobody in', async () => {
  for (const type of ['application/json', 'text/plain', '']) {
    const reply = await fetch(`${running.url}/login?cloudRedirect=${encodeURIComponent(back())}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: running.url, ...(type ? { 'content-type': type } : {}) },
      body: JSON.stringify(administrator),
    })
    expect(reply.headers.get('set-cookie')).toBeNull()
    expect(reply.status).toBeLessThan(500)
  }
})
