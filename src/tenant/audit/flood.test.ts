import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientAddressHeader, provenAddress } from '#platform/clientAddress.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { routesOf } from '#testing/routes.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { verifyEvents } from './verify.ts'

// Anybody can ask as fast as they like and send what they like, without proving anything.

let running: TestTenant
let portal: Awaited<ReturnType<OAuth['application']>>
beforeAll(async () => {
  running = await bootTenant()
  portal = await oauthOf(running).application('portal', {
    profile: { AllowedAuth: 'AuthorizationCode,ClientCreds,ResourceCreds' },
  })
})
afterAll(() => running.close())

const long = (count: number) => `${count}${'x'.repeat(7000)}`

/** What strangers send: their own inventions, and what everybody knows of a client that there is. */
const kinds: ((count: number) => Record<string, string>)[] = [
  (count) => ({ grant_type: 'client_credentials', client_id: long(count) }),
  () => ({ grant_type: 'client_credentials', client_id: portal.client.clientId }),
  (count) => ({ grant_type: long(count), token: long(count), access_token: long(count) }),
  (count) => ({ client_id: portal.client.clientId, redirect_uri: `https://evil.test/${long(count)}` }),
  (count) => ({ ...redirect(), client_id: long(count), scope: long(count), response_type: 'code' }),
  (count) => ({
    ...redirect(),
    client_id: long(count),
    prompt: 'none',
    scope: 'siem',
    response_type: 'code',
  }),
  (count) => ({ id_token_hint: long(count), post_logout_redirect_uri: long(count), User: `a${count}` }),
]
const redirect = () => ({ redirect_uri: 'https://app.test/cb' })

let sources = 0
async function send(route: string, count: number): Promise<void> {
  const [method = '', path = ''] = route.split(' ')
  const address = count % 3 ? '198.51.100.1' : `198.51.${Math.floor(sources / 250)}.${++sources % 250}`
  const url = running.url + path.replace(':applicationid', count % 5 ? 'portal' : `unknown${count}`)
  const fields = new URLSearchParams(kinds[count % kinds.length]?.(count))
  const headers: Record<string, string> = {
    [clientAddressHeader]: provenAddress(running.keys, address),
    ...(count % 2 ? { authorization: `Bearer made-up.${count}.x` } : {}),
  }
  const init: RequestInit = { method, headers, redirect: 'manual' }
  const inAddress = method === 'GET' || method === 'HEAD'
  const reply = await fetch(inAddress ? `${url}?${fields.toString()}` : url, {
    ...init,
    ...(inAddress ? {} : bodyOf(path, fields)),
    headers: { ...headers, ...(inAddress ? {} : { 'content-type': typeOf(path) }) },
  })
  await reply.arrayBuffer()
}

const takesForm = (path: string) => /^\/(oauth2|login|federation)/.test(path)
const typeOf = (path: string) => (takesForm(path) ? 'application/x-www-form-urlencoded' : 'application/json')
const bodyOf = (path: string, fields: URLSearchParams) => ({
  body: takesForm(path) ? fields.toString() : JSON.stringify(Object.fromEntries(fields)),
})

const size = async () => {
  const { rows } = await sql<{
    bytes: number
  }>`select page_count * page_size as bytes from pragma_page_count, pragma_page_size`.execute(
    running.tenant.database.read,
  )
  return rows[0]?.bytes ?? 0
}

test(
  'X-02 a flood over every endpoint, from one source and from many, costs less than half a megabyte',
  { timeout: 240_000 },
  async () => {
    const routes = routesOf(running.app)
    expect(routes.length).toBeGreaterThan(50)
    const before = await size()
    let sent = 0
    for (const route of routes) {
      const times = isPublic(route) ? 63 : 2
      for (let count = 0; count < times; count += 7, sent += 7)
        await Promise.all(Array.from({ length: 7 }, (_, next) => send(route, count + next)))
    }
    await running.tenant.strangerEvents.sumUp()
    expect(sent).toBeGreaterThan(1500)
    expect((await size()) - before).toBeLessThan(500_000)
    expect(await verifyEvents(running.tenant)).toMatchObject({ intact: true })
  },
)

/** OAuth, sign-in and the public calls; of the others one answers as all do. */
const isPublic = (route: string) =>
  /\/(oauth2?|login|security|federation|applications|gatewright\/setup)\b/.test(route)

const told = (id: string | null) =>
  running.tenant.database.read
    .selectFrom('event')
    .select('detail')
    .where('correlation_id', '=', id ?? '')
    .execute()

const ask = (fields: Record<string, string>) =>
  fetch(`${running.url}/OAuth2/Token/portal`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }),
  })

test('X-02 the first refusal of each kind and source is there in full, also one of each client; the others are counted', async () => {
  const ids = []
  for (const client_id of ['nobody@acme.test', portal.client.clientId, portal.client.clientId])
    ids.push((await ask({ client_id, client_secret: 'wrong' })).headers.get('x-request-id'))
  const [unknown, known, again] = await Promise.all(ids.map(told))
  expect(unknown).toHaveLength(1)
  expect(known).toHaveLength(1)
  expect(again).toEqual([])
  await running.tenant.strangerEvents.sumUp()
  // What was counted names its last request
  expect(JSON.parse((await told(ids[2] ?? null))[0]?.detail ?? '{}')).toMatchObject({
    check: 'clientAuthenticated',
  })
})

test('CL-03 of two clients that nobody has the first refusals are written each, as of those that there are', async () => {
  await running.tenant.strangerEvents.sumUp()
  for (const client_id of ['neither@acme.test', 'nor@acme.test', portal.client.clientId]) {
    const reply = await ask({ client_id, client_secret: 'wrong' })
    expect([client_id, await told(reply.headers.get('x-request-id'))]).toEqual([
      client_id,
      [expect.anything()],
    ])
  }
})

test('X-02 a code that a stranger made up is counted, though the client that was sent it proves itself', async () => {
  const { clientId: client_id, secret: client_secret } = portal.client
  const code = () =>
    ask({ grant_type: 'authorization_code', code: 'made up', ...redirect(), client_id, client_secret })
  const [first, second] = [await code(), await code()]
  expect(await told(first.headers.get('x-request-id'))).toHaveLength(1)
  expect(await told(second.headers.get('x-request-id'))).toEqual([])
})

test('X-02 whoever proved who they are finds each refusal by its ID', async () => {
  const { clientId, secret } = portal.client
  for (let count = 0; count < 3; count++) {
    const reply = await ask({ client_id: clientId, client_secret: secret, scope: 'unheard-of' })
    expect(await told(reply.headers.get('x-request-id'))).toHaveLength(1)
  }
})
