import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { basic, oauthOf, type OAuth } from '#testing/oauth.ts'
import { peopleOf, password } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'

let running: TestTenant
let flow: OAuth
let portal: Awaited<ReturnType<OAuth['application']>>
/** Another application, where only Auth Code is ticked. */
let signInOnly: Awaited<ReturnType<OAuth['application']>>
let person: string
beforeAll(async () => {
  running = await bootTenant()
  flow = oauthOf(running)
  portal = await flow.application('portal')
  signInOnly = await flow.application('signin', { profile: { AllowedAuth: 'AuthorizationCode' } })
  await flow.serviceUser('stranger')
  person = await peopleOf(running).addUser('person')
  await flow.grant(portal.rowKey, { type: 'User', id: person }, 'Execute')
})
afterAll(() => running.close())
// Failed proofs delay the next one; each test begins anew.
beforeEach(() => running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute()))

const service = { grant_type: 'client_credentials' }
const ask = (fields: Parameters<OAuth['token']>[1], headers: Record<string, string> = {}) =>
  flow.token('portal', { ...service, ...fields }, { headers })
const own = () => ({ client_id: portal.client.clientId, client_secret: portal.client.secret })

const refusedClient = {
  status: 401,
  error: 'invalid_client',
  error_description: 'invalid client creds or client not allowed',
}
type Refused = Partial<typeof refusedClient>

/** What every refusal has in common, and this one's own words. */
const refusal = ({ status = 400, ...words }: Refused) => ({
  status,
  ...words,
  token: undefined,
  cache: 'no-store',
  challenge: status === 401 ? 'Basic realm="OAuth2"' : null,
  isSpelledRight: true,
})

async function seen(reply: ReturnType<OAuth['token']>) {
  const { status, headers, body } = await reply
  const { error, error_description, access_token: token } = body
  return {
    status,
    error,
    error_description,
    token,
    cache: headers.get('cache-control'),
    challenge: headers.get('www-authenticate'),
    // RFC 6749 §5.2: the characters of both (AS-17)
    isSpelledRight: /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/.test(`${String(error)}${String(error_description)}`),
  }
}

describe('D5 row by row', () => {
  test.each<[string, () => Parameters<typeof ask>[0], Refused]>([
    ['wrong secret', () => ({ ...own(), client_secret: 'another' }), refusedClient],
    ['unknown client', () => ({ ...own(), client_id: 'nobody@acme.test' }), refusedClient],
    ['login suffix missing', () => ({ ...own(), client_id: 'svc-portal' }), refusedClient],
    [
      'user without the mark',
      () => ({ client_id: 'person@acme.test', client_secret: password }),
      refusedClient,
    ],
    ['Application ID as client ID', () => ({ ...own(), client_id: 'portal' }), refusedClient],
    ['row key as client ID', () => ({ ...own(), client_id: portal.rowKey }), refusedClient],
    ['no secret', () => ({ ...own(), client_secret: undefined }), refusedClient],
    ['NT-14 empty secret', () => ({ ...own(), client_secret: '' }), refusedClient],
    ['no client at all', () => ({}), refusedClient],
    [
      'unknown scope',
      () => ({ ...own(), scope: 'siem other' }),
      { error: 'invalid_scope', error_description: 'unknown scope requested' },
    ],
    [
      'scope in another case',
      () => ({ ...own(), scope: 'Siem' }),
      { error: 'invalid_scope', error_description: 'unknown scope requested' },
    ],
    [
      'unknown grant',
      () => ({ ...own(), grant_type: 'magic' }),
      { error: 'unsupported_grant_type', error_description: 'invalid grant type' },
    ],
    ['grant missing', () => ({ ...own(), grant_type: undefined }), { error: 'invalid_request' }],
    ['grant empty', () => ({ ...own(), grant_type: '' }), { error: 'invalid_request' }],
    [
      'no Run on the application',
      () => ({ client_id: 'stranger@acme.test', client_secret: password }),
      { error: 'unauthorized_client', error_description: 'user not allowed access to app' },
    ],
    [
      'unknown code',
      () => ({ ...own(), ...flow.redemption('nothing') }),
      { error: 'invalid_grant', error_description: 'supplied code does not match known request' },
    ],
    ['no code', () => ({ ...own(), ...flow.redemption('') }), { error: 'invalid_request' }],
  ])('%s', async (_, fields, refused) => {
    expect(await seen(ask(fields()))).toMatchObject(refusal(refused))
  })

  test('Client Creds not ticked', async () => {
    const reply = flow.token('signin', service, { client: signInOnly.client })
    expect(await seen(reply)).toMatchObject(
      refusal({ error: 'unauthorized_client', error_description: 'auth mode not allowed' }),
    )
  })

  test.each(['Portal', 'PORTAL', 'portal2', 'a"b\\c\r\n'])('application %j unknown', async (name) => {
    const reply = await fetch(`${running.url}/OAuth2/Token/${encodeURIComponent(name)}`, {
      method: 'POST',
      body: new URLSearchParams({ ...service, ...own() }),
    })
    const body = (await reply.json()) as Record<string, string>
    expect(reply.status).toBe(400)
    if (/^\w+$/.test(name))
      expect(body).toMatchObject({ error: 'invalid_request', error_description: `unknown app ${name}` })
    else expect(JSON.stringify(body)).not.toContain(name)
  })

  test('code, redirect and verifier of another request', async () => {
    const redeem = async (others: Record<string, string | undefined>) =>
      flow.token('portal', flow.redemption(await flow.code(portal), others), { client: portal.client })
    const redirect = { error: 'invalid_grant', error_description: 'invalid redirect' }
    const mismatch = { error: 'invalid_grant', error_description: 'challenge mismatch' }
    expect(await seen(redeem({ redirect_uri: 'https://app.test/cb/' }))).toMatchObject(refusal(redirect))
    const missing = { error: 'invalid_request', error_description: 'redirect_uri missing' }
    expect(await seen(redeem({ redirect_uri: undefined }))).toMatchObject(refusal(missing))
    expect(await seen(redeem({ code_verifier: 'x'.repeat(43) }))).toMatchObject(refusal(mismatch))
    expect(await seen(redeem({ code_verifier: '' }))).toMatchObject(refusal(mismatch))
    expect(await seen(redeem({ code_verifier: undefined }))).toMatchObject(refusal(mismatch))
  })
})

describe('AS-09 the token endpoint takes a form, once, with one proof, and nothing in its address', () => {
  const post = async (path: string, init: RequestInit) => {
    const reply = await fetch(`${running.url}/OAuth2/Token/portal${path}`, { method: 'POST', ...init })
    return {
      status: reply.status,
      headers: reply.headers,
      body: (await reply.json()) as Record<string, unknown>,
    }
  }
  const form = (fields: Record<string, string> = {}) =>
    new URLSearchParams({ ...service, ...own(), ...fields })

  test.each<[string, () => ReturnType<typeof post>, Refused]>([
    [
      'JSON',
      () =>
        post('', {
          body: JSON.stringify({ ...service, ...own() }),
          headers: { 'content-type': 'application/json' },
        }),
      { error: 'invalid_request' },
    ],
    [
      'no type',
      () => post('', { body: new Uint8Array(Buffer.from(form().toString())) }),
      { error: 'invalid_request' },
    ],
    [
      'D2 NT-70 a secret in the address',
      () => post(`?client_secret=${own().client_secret}`, { body: form() }),
      { error: 'invalid_request' },
    ],
    [
      'NT-09 a parameter twice',
      () => post('', { body: new URLSearchParams([...form(), ['scope', 'siem'], ['scope', 'siem']]) }),
      { error: 'invalid_request' },
    ],
    [
      'NT-09 the client in form and header, differing',
      () =>
        post('', {
          body: form({ client_id: 'a@acme.test' }),
          headers: { authorization: basic(own().client_id, own().client_secret) },
        }),
      { error: 'invalid_request' },
    ],
    [
      'secret in form and header',
      () =>
        post('', { body: form(), headers: { authorization: basic(own().client_id, own().client_secret) } }),
      { error: 'invalid_request' },
    ],
    ['a NUL', () => post('', { body: form({ client_id: 'a\0b' }) }), { error: 'invalid_request' }],
    [
      '8,001 characters',
      () => post('', { body: form({ scope: 'a'.repeat(8001) }) }),
      { error: 'invalid_request' },
    ],
    ...['text/plain;charset=UTF-8', 'multipart/form-data; boundary=x', 'application/json'].map(
      (type): [string, () => ReturnType<typeof post>, Refused] => [
        `a form called ${type}, as a page sends a text`,
        () => post('', { body: form().toString(), headers: { 'content-type': type } }),
        {
          error: 'invalid_request',
          error_description: 'send the parameters as application/x-www-form-urlencoded',
        },
      ],
    ),
    [
      'more than 100 parameters',
      () =>
        post('', {
          body: `${form().toString()}${'&a'.repeat(100)}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      { error: 'invalid_request' },
    ],
  ])('%s', async (_, reply, refused) => {
    expect(await seen(reply())).toMatchObject(refusal(refused))
  })

  test('GET is not there', async () => {
    const reply = await fetch(`${running.url}/OAuth2/Token/portal?${form().toString()}`)
    expect(reply.status).toBe(401)
    expect(await reply.text()).not.toContain('access_token')
  })
})

describe('NT-16 a grant whose auth method is not ticked gives nothing, in every combination', () => {
  const methods = ['AuthorizationCode', 'Implicit', 'ClientCreds', 'ResourceCreds']
  const combinations = Array.from({ length: 16 }, (_, bits) =>
    methods.filter((_, place) => (bits >> place) % 2 === 1),
  )
  test.each(combinations.map((ticked) => [ticked.join(',') || 'none', ticked] as const))(
    '%s',
    async (AllowedAuth, ticked) => {
      await flow.change(portal.rowKey, {
        OAuthProfile: { AllowedAuth: AllowedAuth === 'none' ? '' : AllowedAuth, AllowRefresh: true },
      })
      const needed = {
        client_credentials: 'ClientCreds',
        password: 'ResourceCreds',
        authorization_code: 'AuthorizationCode',
        refresh_token: 'AuthorizationCode',
      }
      for (const [grant, method] of Object.entries(needed)) {
        const reply = await seen(
          ask({
            ...own(),
            grant_type: grant,
            username: 'ada@acme.test',
            password: 'x',
            refresh_token: 'x',
            code: 'x',
          }),
        )
        if (ticked.includes(method)) expect(reply.error).not.toBe('unauthorized_client')
        else
          expect(reply).toMatchObject(
            refusal({ error: 'unauthorized_client', error_description: 'auth mode not allowed' }),
          )
      }
    },
  )

  test.each(['implicit', 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'none'])(
    '%s is no grant of this endpoint',
    async (grant) => {
      expect(await seen(ask({ ...own(), grant_type: grant }))).toMatchObject(
        refusal({ error: 'unsupported_grant_type', error_description: 'invalid grant type' }),
      )
    },
  )
})
