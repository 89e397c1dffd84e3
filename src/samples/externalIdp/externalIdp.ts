import { generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Provider } from 'oidc-provider'
import { style } from '../html.ts'
import { htmlAnswer } from '../listen.ts'
import { memory } from './memory.ts'
import { signInPage } from './pages.ts'
import { claimsByScope, claimsOf, personOf, personOfSubject } from './people.ts'

/** Another company's identity provider: what a tenant needs of it, and the password with which its people sign in there. */
export type ExternalIdp = {
  metadataUrl: string
  clientId: string
  clientSecret: string
  password: string
  server: Server
}

/**
 * An OpenID provider with a few people and groups, on 127.0.0.1: another site than the tenant on localhost, as it would be. Its one client is the
 * tenant, whatever identity provider there sends people here. Everything of it is new at each start.
 */
export async function startExternalIdp(port: number, tenantUrl: string): Promise<ExternalIdp> {
  const issuer = `http://127.0.0.1:${port}`
  const clientId = 'gatewright'
  const [clientSecret, password] = [randomBytes(32).toString('hex'), randomBytes(6).toString('hex')]
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'sample' }
  const provider = new Provider(issuer, {
    adapter: memory(),
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${tenantUrl}/Federation`],
        post_logout_redirect_uris: [`${tenantUrl}/Federation`],
      },
    ],
    scopes: Object.keys(claimsByScope),
    claims: claimsByScope,
    findAccount: (_context: unknown, subject: string) => {
      const person = personOfSubject(subject)
      return person && { accountId: subject, claims: () => claimsOf(person) }
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: day,
      IdToken: 600,
      Interaction: 600,
      Session: day,
    },
  })
  // Each identity provider of the tenant has an address of its own, which is not known yet
  const ofTenant = (address: string) => address.startsWith(`${tenantUrl}/Federation/`)
  provider.Client.prototype.redirectUriAllowed = ofTenant
  provider.Client.prototype.postLogoutRedirectUriAllowed = ofTenant
  const answer = provider.callback()
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const answered =
      path === '/style.css'
        ? Promise.resolve(void response.setHeader('content-type', 'text/css').end(style))
        : path.startsWith('/interaction/')
          ? interact({ provider, password }, request, response)
          : answer(request, response)
    answered.catch((error: unknown) => {
      console.error(error)
      response.writeHead(500).end('Something went wrong here.')
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const metadataUrl = `${issuer}/.well-known/openid-configuration`
  return { metadataUrl, clientId, clientSecret, password, server }
}

const day = 86_400

type Asked = { provider: Provider; password: string }

/** The page where people sign in. What their company tells the tenant was agreed between the two, so nobody is asked. */
async function interact(
  { provider, password }: Asked,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response)
  if (prompt.name !== 'login') {
    const held = grantId === undefined ? undefined : await provider.Grant.find(grantId)
    const grant = held ?? new provider.Grant({ accountId: session?.accountId, clientId: params.client_id })
    grant.addOIDCScope((prompt.details.missingOIDCScope ?? []).join(' '))
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
  }
  if (request.method !== 'POST') return send(response, signInPage({ name: params.login_hint ?? '' }))
  const form = new URLSearchParams(await bodyOf(request))
  const name = form.get('name') ?? ''
  const person = personOf(name)
  if (!person || !isSame(form.get('password') ?? '', password))
    return send(response, signInPage({ name, fault: 'The name or the password is wrong.' }), 401)
  return provider.interactionFinished(request, response, { login: { accountId: claimsOf(person).sub } })
}

function send(response: ServerResponse, page: string, status = 200): void {
  const { headers, body } = htmlAnswer(page, status)
  response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end(body)
}

const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a.padEnd(b.length)), Buffer.from(b))

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > 10_000) throw new Error('A form that is too long')
  }
  return body
}
