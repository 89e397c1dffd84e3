import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '#testing/apiClient.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { refreshingOf, type Tokens } from '#testing/refreshing.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

type Made = Awaited<ReturnType<OAuth['application']>>

let running: TestTenant
let flow: OAuth
let refreshing: ReturnType<typeof refreshingOf>
let portal: Made
let other: Made
/** Of somebody whom nothing happens to. */
let good: Tokens
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  refreshing = refreshingOf(running, flow)
  portal = await flow.application('portal', { profile: { AllowRefresh: true } })
  other = await flow.application('other', { profile: { TokenType: 'Opaque' } })
  good = await refreshing.granted(portal, { scope: 'siem profile' })
})
afterAll(() => running.close())

const ask = (init: RequestInit = {}, place = 'portal') =>
  fetch(`${running.url}/OAuth2/UserInfo/${place}`, { redirect: 'manual', ...init })

const bearer = (token: string, more: RequestInit = {}): RequestInit => ({
  ...more,
  headers: { authorization: `Bearer ${token}` },
})
const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
})

async function disabled() {
  const id = await peopleOf(running).addUser('disabled')
  const { bearer: session } = await signIn(running.url, { user: 'disabled@acme.test', password })
  const { access } = await refreshing.granted(portal, { bearer: session })
  await running.admin.result('/CDirectoryService/SetUserState', { ID: id, state: 'Locked' })
  return access
}

async function platform() {
  const { body } = await flow.post(
    'PlatformToken',
    { grant_type: 'client_credentials' },
    { client: portal.client },
  )
  return String(body['access_token'])
}

describe('userinfo tells about the person of a live access token of its application, and about nobody else', () => {
  test.each<[string, () => Promise<Response>]>([
    ['in the header', () => ask(bearer(good.access))],
    ['in the header of a POST', () => ask(bearer(good.access, { method: 'POST' }))],
    ['in a form', () => ask(form({ access_token: good.access }))],
    [
      'with what one vendor client posts',
      () => ask(bearer(good.access, { method: 'POST', body: JSON.stringify({ Scopes: ['userInfo'] }) })),
    ],
  ])('a token %s', async (_, send) => {
    const reply = await send()
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await reply.json()).toEqual({
      sub: expect.any(String) as string,
      auth_time: expect.any(Number) as number,
      aud: portal.client.clientId,
      unique_name: 'ada@acme.test',
      name: 'ada',
      given_name: 'ada',
      preferred_username: 'ada@acme.test',
    })
  })

  test('an opaque token is as good', async () => {
    const { access } = await refreshing.granted(other, { scope: 'profile' })
    expect(await (await ask(bearer(access), 'other')).json()).toMatchObject({
      preferred_username: 'ada@acme.test',
    })
  })

  const invalid = ['invalid_token', 401, /^Bearer error="invalid_token", error_description="[^"]+"$/] as const
  const malformed = [
    'invalid_request',
    400,
    /^Bearer error="invalid_request", error_description="[^"]+"$/,
  ] as const
  test.each<[string, () => Promise<Response>, readonly [string, number, RegExp]]>([
    ['no token', () => ask(), ['invalid_request', 401, /^Bearer$/]],
    [
      'a Basic header',
      () => ask({ headers: { authorization: 'Basic eA==' } }),
      ['invalid_request', 401, /^Bearer$/],
    ],
    ['garbage', () => ask(bearer('garbage')), invalid],
    ['AS-20 a token of another application', () => ask(bearer(good.access), 'other'), invalid],
    ['an application in another case', () => ask(bearer(good.access), 'Portal'), invalid],
    ['an ID token', () => ask(bearer(good.id)), invalid],
    ['a refresh token', () => ask(bearer(good.refresh)), invalid],
    ['a session', () => ask(bearer(running.admin.bearer ?? '')), invalid],
    ['a token of the platform', async () => ask(bearer(await platform())), invalid],
    ['AS-18 a token of somebody who is locked', async () => ask(bearer(await disabled())), invalid],
    [
      'a token that was revoked',
      async () => {
        const { access: token } = await refreshing.granted(portal)
        await flow.post('Revoke/portal', { token }, { client: portal.client })
        return ask(bearer(token))
      },
      invalid,
    ],
    [
      'SC-06 a token of a program',
      async () => ask(bearer(await refreshing.ofProgram(portal, 'all'))),
      ['insufficient_scope', 403, /^Bearer error="insufficient_scope"/],
    ],
    ['D2 a token in the address', () => ask({}, `portal?access_token=${good.access}`), malformed],
    [
      'a token in the header and in the form',
      () => ask(bearer(good.access, form({ access_token: good.access }))),
      malformed,
    ],
    [
      'NT-09 a token twice in a form',
      () =>
        ask({
          method: 'POST',
          body: new URLSearchParams([
            ['access_token', 'a'],
            ['access_token', 'b'],
          ]),
        }),
      malformed,
    ],
  ])('%s is refused', async (_, send, [error, status, challenge]) => {
    const reply = await send()
    const text = await reply.text()
    expect(JSON.parse(text)).toMatchObject({ error })
    expect([reply.status, reply.headers.get('cache-control')]).toEqual([status, 'no-store'])
    expect(reply.headers.get('www-authenticate')).toMatch(challenge)
    expect(text).not.toContain('ada@acme.test')
  })
})
