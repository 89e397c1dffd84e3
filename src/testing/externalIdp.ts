import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose'

/** Somebody at the identity provider: the claims of the ID token, beside those that every token has. */
export type IdpPerson = { sub: string; [claim: string]: unknown }

/** What an identity provider does otherwise than it should. Whatever is left out is as the specifications say. */
export type Behaviour = {
  metadata?: Record<string, unknown>
  /** Changes of the ID token's claims; undefined takes one away. */
  claims?: Record<string, unknown>
  /** A header of the ID token; `alg` signs with that algorithm. */
  header?: { alg?: string; kid?: string | undefined }
  /** Signs with a key that is not published. */
  foreignKey?: true
  userinfo?: Record<string, unknown> | null
  /** Parameters of the answer; undefined takes one away. */
  answer?: Record<string, string | undefined>
  token?: { status: number; body: unknown }
  /** Ends no session by request of others. */
  noSignOut?: true
  /** In the place of the keys. */
  keys?: unknown[]
  down?: true
}

type Code = { params: URLSearchParams; person: IdpPerson }

/**
 * An OpenID provider whose every answer a test can change: no library grades itself (rules.md). Whoever comes is the person whom the test says, without
 * a page.
 */
export async function externalIdp({ clientId = 'gatewright', clientSecret = 'canary.Idp+ /%:é' } = {}) {
  const algorithms = ['RS256', 'ES256', 'PS256', 'EdDSA']
  let keys = await newKeys(algorithms)
  const foreign = await newKeys(algorithms)
  const codes = new Map<string, Code>()
  const state = {
    person: { sub: 'ada' } as IdpPerson,
    behaviour: {} as Behaviour,
    /** Requests that came, by path. */
    asked: [] as string[],
    /** The newest authorization request. */
    request: new URLSearchParams(),
    /** The newest request to sign out. */
    signOut: new URLSearchParams(),
    /** The one address to which it sends people who signed out. */
    afterSignOut: '',
    /** How the client proved itself at the token endpoint. */
    proof: '' as 'basic' | 'post' | '',
    /** Seconds by which its clock differs. */
    skew: 0,
  }
  const server = createServer((request, reply) => {
    void answer(request)
      .catch((error: unknown): Answer => ({ status: 500, body: String(error) }))
      .then(({ status = 200, headers = {}, body = '' }) =>
        reply
          .writeHead(status, { 'content-type': 'application/json', ...headers })
          .end(typeof body === 'string' ? body : JSON.stringify(body)),
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  type Answer = { status?: number; headers?: Record<string, string>; body?: unknown }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', issuer)
    state.asked.push(url.pathname)
    const { behaviour } = state
    if (behaviour.down) return { status: 503, body: {} }
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return { body: { ...metadata(), ...behaviour.metadata } }
      case '/keys':
        return { body: { keys: behaviour.keys ?? keys.map(({ jwk }) => jwk) } }
      case '/authorize':
        return authorize(url)
      case '/token':
        return token(request)
      case '/end':
        return end(url)
      case '/userinfo':
        return { body: behaviour.userinfo === undefined ? { sub: state.person.sub } : behaviour.userinfo }
      default:
        return { status: 404, body: {} }
    }
  }

  const metadata = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    userinfo_endpoint: `${issuer}/userinfo`,
    ...(state.behaviour.noSignOut ? {} : { end_session_endpoint: `${issuer}/end` }),
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: algorithms,
  })

  function authorize(url: URL): Answer {
    const { searchParams: params } = url
    state.request = params
    const code = randomUUID()
    codes.set(code, { params, person: { ...state.person } })
    const back = new URL(params.get('redirect_uri') ?? issuer)
    const sent = { code, state: params.get('state') ?? '', iss: undefined, ...state.behaviour.answer }
    for (const [name, value] of Object.entries(sent))
      if (value !== undefined) back.searchParams.set(name, value)
    return { status: 303, headers: { location: back.href } }
  }

  /** Only with an ID token of its own, and to the one address that is registered. */
  function end({ searchParams: params }: URL): Answer {
    state.signOut = params
    const hint = params.get('id_token_hint')
    const back = params.get('post_logout_redirect_uri')
    if (hint === null || decodeJwt(hint).iss !== issuer || back !== state.afterSignOut)
      return { status: 400, body: {} }
    const location = new URL(back)
    const sent = params.get('state')
    if (sent !== null) location.searchParams.set('state', sent)
    return { status: 303, headers: { location: location.href } }
  }

  async function token(request: IncomingMessage): Promise<Answer> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    const found = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    if (state.behaviour.token) return state.behaviour.token
    if (!isClient(request, form)) return { status: 401, body: { error: 'invalid_client' } }
    const wrong = { status: 400, body: { error: 'invalid_grant' } }
    if (!found || form.get('redirect_uri') !== found.params.get('redirect_uri')) return wrong
    const challenge = found.params.get('code_challenge')
    const verifier = form.get('code_verifier')
    if (challenge !== null && hashed(verifier ?? '') !== challenge) return wrong
    return {
      body: {
        access_token: randomUUID(),
        token_type: 'Bearer',
        expires_in: 300,
        id_token: await idToken(found),
      },
    }
  }

  function isClient({ headers }: IncomingMessage, form: URLSearchParams): boolean {
    const [, sent] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? []
    state.proof = sent === undefined ? 'post' : 'basic'
    const [id, secret] =
      sent === undefined
        ? [form.get('client_id'), form.get('client_secret')]
        : Buffer.from(sent, 'base64').toString().split(':').map(fromForm)
    return id === clientId && secret === clientSecret
  }

  async function idToken({ params, person }: Code): Promise<string> {
    const { behaviour } = state
    const now = Math.floor(Date.now() / 1000) + state.skew
    const said = {
      iss: issuer,
      aud: clientId,
      iat: now,
      exp: now + 3600,
      auth_time: now,
      nonce: params.get('nonce') ?? undefined,
      ...person,
      ...behaviour.claims,
    }
    const claims = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
    const { alg = 'RS256', ...header } = behaviour.header ?? {}
    if (alg === 'none') return new UnsecuredJWT(claims).encode()
    if (alg === 'HS256')
      return new SignJWT(claims)
        .setProtectedHeader({ alg, ...kidOf(header, 'rs') })
        .sign(new TextEncoder().encode(clientSecret.padEnd(32, 'x')))
    const set = behaviour.foreignKey ? foreign : keys
    const key = set.find((each) => each.alg === alg) ?? set[0]
    if (!key) throw new Error(`No key for ${alg}`)
    return new SignJWT(claims).setProtectedHeader({ alg, ...kidOf(header, key.jwk.kid) }).sign(key.privateKey)
  }

  return {
    issuer,
    metadataUrl: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    state,
    /** Another key set takes the place of the one that is published. */
    async rotate() {
      keys = await newKeys(algorithms)
    },
    /** The settings of an identity provider here that leads to it. */
    settings: (change: Record<string, unknown> = {}) => ({
      Active: true,
      Inbound: {
        ClientId: clientId,
        ClientSecret: clientSecret,
        MetadataUrl: `${issuer}/.well-known/openid-configuration`,
      },
      ...change,
    }),
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}

export type ExternalIdp = Awaited<ReturnType<typeof externalIdp>>

type Key = { alg: string; jwk: JWK; privateKey: CryptoKey }

const newKeys = (algorithms: readonly string[]): Promise<Key[]> =>
  Promise.all(
    algorithms.map(async (alg) => {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
      return { alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid: randomUUID(), alg, use: 'sig' } }
    }),
  )

const kidOf = (header: { kid?: string | undefined }, own: string | undefined) => {
  const kid = 'kid' in header ? header.kid : own
  return kid === undefined ? {} : { kid }
}

const hashed = (text: string) => createHash('sha256').update(text).digest('base64url')

/** application/x-www-form-urlencoded, as RFC 6749 §2.3.1 has Basic. */
const fromForm = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))
