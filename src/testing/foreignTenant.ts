import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { bearerOf } from '#platform/bearer.ts'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

export type Person = { id: string; name: string; displayName: string }
export type Seen = { method: string; path: string; query: string; headers: IncomingHttpHeaders; body: string }
type Answer = (response: ServerResponse, seen: Seen) => void

/**
 * A tenant that is not ours: as much of an authorization server as the bff signs in with, and an API that says what reached it.
 * It lies and breaks where a test wants it to, which the embedded tenant cannot.
 */
export type ForeignTenant = Awaited<ReturnType<typeof startForeignTenant>>

type Options = { https?: { cert: string; key: string } }

export async function startForeignTenant({ https }: Options = {}) {
  const scheme = https ? 'https' : 'http'
  const { privateKey, published } = await newKey('k1')
  const tenant = {
    /** The public address, which is not where it listens. */
    url: `${scheme}://localhost:7081`,
    address: '',
    client: { applicationId: '__console', clientId: randomUUID(), clientSecret: 'c'.repeat(43) },
    /** Who signs in next, without being asked. */
    person: { id: randomUUID(), name: 'monika@acme', displayName: 'Monika A' } satisfies Person as Person,
    /** What reached the API, oldest first. */
    seen: [] as Seen[],
    /** Answers instead of its own, by path. */
    answers: new Map<string, Answer>(),
    signingKey: privateKey,
    published,
    /** As when others may have the key: from now on it signs with another, and publishes that one alone. */
    async replaceKey(): Promise<void> {
      const { privateKey, published } = await newKey(randomUUID())
      Object.assign(tenant, { signingKey: privateKey, published })
    },
    /** Changes what it says at the end of a sign-in. */
    changeAnswer: (_parameters: URLSearchParams): void => {},
    changeIdToken: (claims: JWTPayload): JWTPayload => claims,
    /** Alive, and whose. */
    tokens: new Map<string, Person>(),
    /** What it gives at the end of a sign-in beside what was asked for. */
    extraTokens: {} as Record<string, string>,
    /** Seconds, as it says. */
    tokenLifetime: 18_000,
    issue(person: Person): string {
      const token = `eyJ${randomUUID()}.${randomUUID()}.${randomUUID()}`
      tenant.tokens.set(token, person)
      return token
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  const handle = (request: IncomingMessage, response: ServerResponse) => {
    reply(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  }
  const server = https ? createTlsServer(https, handle) : createServer(handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  tenant.address = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`

  const { applicationId, clientId, clientSecret } = tenant.client
  const issuer = `${tenant.url}/${applicationId}/`
  const codes = new Map<string, { parameters: URLSearchParams; person: Person }>()
  return tenant

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = await see(request)
    if (seen.headers.host !== new URL(tenant.url).host)
      return sendJson(response, 421, { error: 'foreign host' })
    const answer = tenant.answers.get(seen.path)
    const [, area, name, application] = seen.path.split('/')
    if (area !== 'OAuth2' || application !== applicationId) tenant.seen.push(seen)
    if (answer) return answer(response, seen)
    if (seen.path === '/livez') return void response.end('ok')
    if (name === 'Authorize') return authorize(seen, response)
    if (name === 'Token') return sendJson(response, ...(await redeem(new URLSearchParams(seen.body))))
    if (name === 'Revoke') {
      tenant.tokens.delete(new URLSearchParams(seen.body).get('token') ?? '')
      return void response.end()
    }
    if (name === 'Keys') return sendJson(response, 200, { keys: [tenant.published] })
    callApi(seen, response)
  }

  function authorize(seen: Seen, response: ServerResponse): void {
    const parameters = new URLSearchParams(seen.query)
    const code = randomUUID()
    codes.set(code, { parameters, person: tenant.tokens.get(bearerOf(seen) ?? '') ?? tenant.person })
    const answer = new URLSearchParams({ code, state: parameters.get('state') ?? '', iss: issuer })
    tenant.changeAnswer(answer)
    response.writeHead(302, { location: `${parameters.get('redirect_uri')}?${answer.toString()}` }).end()
  }

  async function redeem(form: URLSearchParams): Promise<[number, unknown]> {
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return [401, { error: 'invalid_client' }]
    const begun = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (begun?.parameters.get('code_challenge') !== challenge) return [400, { error: 'invalid_grant' }]
    const now = Math.floor(Date.now() / 1000)
    const nonce = begun.parameters.get('nonce')
    const claims = { iss: issuer, aud: clientId, sub: begun.person.id, iat: now, exp: now + 300, nonce }
    const id_token = await new SignJWT(tenant.changeIdToken(claims))
      .setProtectedHeader({ alg: 'RS256', kid: tenant.published.kid })
      .sign(tenant.signingKey)
    return [
      200,
      {
        access_token: tenant.issue(begun.person),
        token_type: 'Bearer',
        expires_in: tenant.tokenLifetime,
        id_token,
        ...tenant.extraTokens,
      },
    ]
  }

  function callApi(seen: Seen, response: ServerResponse): void {
    const person = tenant.tokens.get(bearerOf(seen) ?? '')
    if (!person)
      return sendJson(response, 401, { success: false, Message: 'No token', ErrorCode: 'unauthenticated' })
    if (seen.path === '/Security/Logout') tenant.tokens.delete(bearerOf(seen) ?? '')
    const who = { User: person.name, UserId: person.id, DisplayName: person.displayName }
    sendJson(response, 200, {
      success: true,
      Result: seen.path === '/Security/WhoAmI' ? who : { ...who, seen },
    })
  }
}

async function newKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  return { privateKey, published: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  }
  response.writeHead(status, headers).end(text)
}

async function see(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const [path = '', query = ''] = (request.url ?? '').split('?')
  return {
    method: request.method ?? '',
    path,
    query,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  }
}
