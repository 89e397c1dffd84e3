import { z } from 'zod'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api, type EndpointName } from '#schema/api.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { endsSession } from '#testing/endsSession.ts'
import { basic, answerOf, oauthOf, type OAuth } from '#testing/oauth.ts'
import { password, peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

// AZ-12: nobody acts as somebody else. The caller is a System Administrator, who may call everything.

let running: TestTenant
let flow: OAuth
let victim: { id: string; name: string }
/** Somebody who signed in, and has no rights. */
let witness: { id: string; bearer: string }
let portal: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  const id = await peopleOf(running).addUser('victim')
  victim = { id, name: 'victim@acme.test' }
  const by = await peopleOf(running).addUser('witness')
  const { bearer } = await signIn(running.url, { user: 'witness@acme.test', password })
  witness = { id: by, bearer: bearer ?? '' }
  portal = await flow.application('portal', {
    profile: { AllowedAuth: 'AuthorizationCode,ClientCreds,Implicit,ResourceCreds' },
  })
})
afterAll(() => running.close())

/** Who a credential acts as; null for what is none. */
async function actsAs(bearer: string): Promise<string | null> {
  const { envelope } = await new ApiClient(running.url, bearer).post('/Security/WhoAmI')
  return envelope.success ? (envelope.Result as { UserId: string }).UserId : null
}

/** A request that says the victim wherever it says anything. */
function naming(schema: z.ZodType, said: string): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return naming(schema.unwrap() as z.ZodType, said)
  if (schema instanceof z.ZodArray) return [naming(schema.element as z.ZodType, said)]
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, each]) => [
        key,
        naming(each, said),
      ]),
    )
  if (schema instanceof z.ZodUnion) return naming(schema.options.at(-1) as z.ZodType, said)
  if (schema instanceof z.ZodEnum)
    return schema.options.find((each) => /user/i.test(String(each))) ?? schema.options[0]
  if (schema instanceof z.ZodLiteral) return [...schema.values][0]
  if (schema instanceof z.ZodBoolean) return true
  if (schema instanceof z.ZodNumber) return 1
  return said
}

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value, ...value.split(/[\s"'=;,&?#]+/)]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : []

const calls = (Object.keys(api) as EndpointName[]).filter((name) => !endsSession(name))
// Whoever deletes comes last, or there is nobody left to be named
const inOrder = calls.toSorted(
  (one, other) => Number(/remove|delete/i.test(one)) - Number(/remove|delete/i.test(other)),
)

test('AZ-12 no call of the tenant API gives a session or token of somebody else, whomever it names', async () => {
  let tried = 0
  for (const name of inOrder)
    for (const said of [victim.id, victim.name]) {
      const body = naming(api[name].request, said)
      const { headers, envelope } = await running.admin.post(api[name].path, {
        ...(body as object),
        ...(name === 'firstToken' ? { waitSeconds: 0 } : {}),
      })
      const texts = new Set(
        [...textsIn(envelope), ...textsIn([...headers])].filter((text) => /^[\x21-\x7e]{20,}$/.test(text)),
      )
      for (const text of texts) {
        tried += 1
        expect([name, await actsAs(text)]).not.toEqual([name, victim.id])
      }
    }
  expect(tried).toBeGreaterThan(50)
  // It would have been found: the session of a right password is
  const found = await Promise.all(textsIn({ said: witness.bearer }).map(actsAs))
  expect(found).toContain(witness.id)
}, 60_000)

test('AZ-12 no header and no parameter makes a call act as somebody else', async () => {
  const names = [
    'user',
    'user-id',
    'remote-user',
    'forwarded-user',
    'impersonate-user',
    'on-behalf-of',
    'sudo',
    'act-as',
  ]
  const headers = Object.fromEntries(
    names.flatMap((name) => [
      [`x-${name}`, victim.id],
      [name, victim.name],
    ]),
  )
  const body = { ImpersonatorUuid: victim.id, UserId: victim.id, User: victim.name, actAs: victim.id }
  const admin = await actsAs(running.admin.bearer ?? '')
  const { Result } = (await running.admin.post('/Security/WhoAmI', body, headers)).envelope
  expect((Result as { UserId: string }).UserId).toBe(admin)
})

test('AZ-12 no grant and no hint gives a token for somebody who did not sign in', async () => {
  const token = witness.bearer
  const hints = {
    requested_subject: victim.id,
    subject: victim.id,
    sub: victim.id,
    login_hint: victim.name,
    act_as: victim.id,
    on_behalf_of: victim.id,
  }
  const wishes = {
    ...hints,
    username: victim.name,
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    actor_token: token,
    assertion: token,
    requested_token_use: 'on_behalf_of',
  }
  const headers = { authorization: basic(portal.client.clientId, portal.client.secret) }
  for (const grant of ['token-exchange', 'jwt-bearer', 'saml2-bearer', 'device_code', 'ciba']) {
    const fields = { ...wishes, grant_type: `urn:ietf:params:oauth:grant-type:${grant}` }
    for (const endpoint of ['Token/portal', 'PlatformToken']) {
      const { status, body } = await flow.post(endpoint, fields, { headers })
      expect([grant, status, body['error']]).toEqual([grant, 400, 'unsupported_grant_type'])
    }
  }
  for (const endpoint of ['Token/portal', 'PlatformToken']) {
    const { body } = await flow.post(
      endpoint,
      { ...wishes, grant_type: 'client_credentials', scope: 'all' },
      { headers },
    )
    expect([endpoint, await actsAs(String(body['access_token']))]).toEqual([endpoint, portal.client.id])
  }
  const asked = flow.request(portal.client.clientId, { ...hints, response_type: 'token', scope: 'siem' })
  const reply = await flow.authorize('portal', asked, { bearer: token })
  expect(await actsAs(answerOf(reply).get('access_token') ?? '')).toBe(witness.id)
})
