import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { api } from '#schema/api.ts'
import type { Endpoint } from '#schema/endpoint.ts'
import { administrator } from '#testing/administrator.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { oauthOf, redirectUri, verifier, challenge } from '#testing/oauth.ts'
import { routesOf } from '#testing/routes.ts'
import {
  costOf,
  encoded,
  json,
  longestStall,
  worstBodies,
  worstHeaders,
  worstQueries,
  worstTexts,
  type Sent,
} from '#testing/stalls.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// everybody waits while one request is judged, so no request of a stranger takes long, whatever it holds.

let running: TestTenant
beforeAll(async () => {
  running = await bootTenant()
  const KnownScopes = Array.from({ length: 100 }, (_, at) => ({ Scope: `scope${at}`, AllowedRest: ['a.*b'] }))
  const flow = oauthOf(running)
  await flow.application('portal', { profile: { KnownScopes } })
  // Whose clients prove nothing, so that strangers come further
  const listed = { ClientIDType: 0, AllowedClients: ['mobile.app'], AllowPublic: true }
  const AllowedAuth = 'AuthorizationCode,ResourceCreds'
  await flow.application('mobile', {
    profile: { ...listed, KnownScopes, AllowedAuth, IssueRefreshToken: true },
  })
})
afterAll(() => running.close())

/** Those of the requests that cost too much, with what they cost. */
async function tooDear(
  requests: Record<string, () => Sent | Promise<Sent>>,
): Promise<Record<string, number>> {
  const dear: Record<string, number> = {}
  for (const [name, request] of Object.entries(requests)) {
    const cost = await costOf(running.url, async () => {
      // Whoever failed before is turned away sooner
      await running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute())
      return request()
    })
    if (cost > longestStall) dear[name] = cost
  }
  return dear
}

/** A request of each name with each of the things. */
const each = <Thing>(things: Record<string, Thing>, request: (thing: Thing) => Sent | Promise<Sent>) =>
  Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, () => request(thing)]))

const within = (where: string, requests: Record<string, () => Sent | Promise<Sent>>) =>
  Object.fromEntries(Object.entries(requests).map(([name, request]) => [`${where}: ${name}`, request]))

const guarded = new Set(
  Object.values<Endpoint>(api)
    .filter(({ access }) => access.kind !== 'public')
    .map(({ path }) => path.toLowerCase()),
)

test(
  'X-01 no address of the tenant takes long over a body, header or query',
  { timeout: 120_000 },
  async () => {
    const routes = routesOf(running.app).map((route) => route.replace(':applicationid', 'portal'))
    expect(routes.length).toBeGreaterThan(90)
    for (const [index, route] of routes.entries()) {
      const [method = '', target = ''] = route.split(' ')
      const requests = {
        ...(method === 'POST' ? each(worstBodies, (body) => ({ method, target, ...body })) : {}),
        ...each(worstHeaders, (header) => ({ method, target, headers: [header] })),
        ...each(worstQueries, (query) => ({ method, target: target + query })),
      }
      // The gate of the table is one for all, and the first to look at any of it
      const some = Object.entries(requests).filter((_, at) => !guarded.has(target) || (at + index) % 8 === 0)
      expect(await tooDear(within(route, Object.fromEntries(some)))).toEqual({})
    }
  },
)

const strangers = Object.entries<Endpoint>(api).filter(([, { access }]) => access.kind === 'public')

test.each(strangers)('X-01 %s takes long over no parameter', async (_, { path: target, request }) => {
  const names = Object.keys((request as z.ZodObject).shape)
  for (const name of names)
    for (const length of [290, 1000, 20_000]) {
      const sent = (text: string) => ({
        method: 'POST',
        target,
        ...json(JSON.stringify({ ...Object.fromEntries(names.map((each) => [each, 'x'])), [name]: text })),
      })
      const requests = each(worstTexts, (worst) => sent(worst(length)))
      expect(await tooDear(within(`${name} of ${length}`, requests))).toEqual({})
    }
})

test('X-01 an answer to a sign-in takes long over no password', async () => {
  const stranger = new ApiClient(running.url, null)
  type Begun = { SessionId: string; Challenges: { Mechanisms: { MechanismId: string }[] }[] }
  const requests = each(worstTexts, async (worst) => {
    const start = '/Security/StartAuthentication'
    const { SessionId, Challenges } = await stranger.result<Begun>(start, { User: administrator.user })
    const { MechanismId } = Challenges[0]?.Mechanisms[0] ?? {}
    const answer = { SessionId, MechanismId, Action: 'Answer', Answer: worst(1000) }
    return { method: 'POST', target: '/Security/AdvanceAuthentication', ...json(JSON.stringify(answer)) }
  })
  expect(await tooDear(requests)).toEqual({})
})

const asked = {
  client_id: 'svc-portal@acme.test',
  redirect_uri: redirectUri,
  response_type: 'code',
  scope: 'scope1',
  state: 's',
  nonce: 'n',
  code_challenge: challenge,
  code_challenge_method: 'S256',
}
const proof = { client_id: 'svc-portal@acme.test', client_secret: 'x' }
const open = { client_id: 'mobile.app', scope: 'scope1' }
const back = { redirect_uri: redirectUri, state: 's' }

/** Forms whose named fields are of the worst in turn, the others being as they should be. */
const forms: [target: string, fields: Record<string, string>, worst: string[]][] = [
  [
    '/oauth2/authorize/portal',
    asked,
    [
      ...Object.keys(asked),
      'response_mode',
      'prompt',
      'max_age',
      'id_token_hint',
      'login_hint',
      'consent',
      'signed_in_after',
    ],
  ],
  [
    '/oauth2/token/portal',
    { ...proof, grant_type: 'client_credentials' },
    ['grant_type', 'client_id', 'client_secret'],
  ],
  [
    '/oauth2/token/mobile',
    { ...open, grant_type: 'password', username: 'x', password: 'x' },
    ['scope', 'username', 'password'],
  ],
  [
    '/oauth2/token/mobile',
    { ...open, ...back, grant_type: 'authorization_code', code: 'x', code_verifier: verifier },
    ['client_id', 'redirect_uri', 'code', 'code_verifier'],
  ],
  [
    '/oauth2/token/mobile',
    { ...open, grant_type: 'refresh_token', refresh_token: 'x' },
    ['scope', 'refresh_token'],
  ],
  [
    '/oauth2/platformtoken',
    { ...proof, grant_type: 'client_credentials' },
    ['grant_type', 'client_id', 'scope'],
  ],
  ['/oauth2/introspect/portal', { ...proof, token: 'x' }, ['client_id', 'token']],
  ['/oauth2/revoke/portal', { ...proof, token: 'x' }, ['client_id', 'token']],
  ['/oauth2/revoke/mobile', { ...open, token: 'x' }, ['client_id', 'token']],
  ['/oauth2/userinfo/portal', { access_token: 'x' }, ['access_token']],
  [
    '/oauth2/endsessionv2/portal',
    { ...back, id_token_hint: 'x' },
    ['id_token_hint', 'post_logout_redirect_uri', 'state'],
  ],
  [
    `/login?cloudRedirect=${encodeURIComponent('OAuth2/Authorize/portal?a=b')}`,
    { user: 'x', password: 'x' },
    ['user', 'password'],
  ],
]

test.each(forms)(
  'X-01 %s takes long over no field of %j',
  { timeout: 120_000 },
  async (target, fields, worstIn) => {
    const headers = [`Origin: ${new URL(running.url).origin}`]
    for (const name of worstIn) {
      const requests = each(worstTexts, (worst) => ({
        method: 'POST',
        target,
        headers,
        ...encoded({ ...fields, [name]: worst(7900) }),
      }))
      expect(await tooDear(within(name, requests))).toEqual({})
    }
  },
)

test('X-01 the way back of the sign-in page takes long over no address', async () => {
  const requests = each(worstTexts, (worst) => {
    const back = encodeURIComponent(`OAuth2/Authorize/portal?redirect_uri=${worst(7000)}`).slice(0, 7500)
    return { method: 'GET', target: `/login?cloudRedirect=${back.replace(/%.?$/, '')}` }
  })
  expect(await tooDear(requests)).toEqual({})
})
