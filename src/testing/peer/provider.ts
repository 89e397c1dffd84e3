import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'
import { freePort } from '../freePort.ts'
import { memory } from '../../samples/externalIdp/memory.ts'

export type PeerClient = {
  clientId: string
  /** Undefined for a client that has none. */
  secret: string | undefined
  grants: string[]
  responseTypes: string[]
  redirects: string[]
  postLogoutRedirects: string[]
}

/** What the one account of the peer is called, and what is known of it. */
export type PeerAccount = { id: string; claims: Record<string, unknown> }

/** A certified authorization server that is set up as ours is, as far as the two models overlap. */
export async function startPeer({ clients, account }: { clients: PeerClient[]; account: PeerAccount }) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const provider = new Provider(url, {
    ...(await configuration(account)),
    clients: clients.map((client) => ({
      client_id: client.clientId,
      client_secret: client.secret,
      token_endpoint_auth_method: client.secret === undefined ? 'none' : 'client_secret_basic',
      grant_types: client.grants,
      response_types: client.responseTypes,
      redirect_uris: client.redirects,
      post_logout_redirect_uris: client.postLogoutRedirects,
    })),
  })
  const answer = provider.callback()
  const server = createServer((request, response) => {
    const isInteraction = request.url?.startsWith('/interaction/') ?? false
    void (isInteraction ? interact({ provider, account, request, response }) : answer(request, response))
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

type Client = { clientId: string; clientAuthMethod: string }
const ofOwn = (_context: unknown, client: Client, token: { clientId: string }) =>
  token.clientId === client.clientId
const ofConfidentialOrOwn = (context: unknown, client: Client, token: { clientId: string }) =>
  client.clientAuthMethod !== 'none' || ofOwn(context, client, token)

const lifetime = 3600
const hide = (context: { body: string }, form = '') => {
  context.body = `<!doctype html>${form}`
}

async function configuration({ id, claims }: PeerAccount) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return {
    adapter: memory(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'peer' }] },
    cookies: { keys: ['of this test'], long: { sameSite: 'none' } },
    findAccount: (_context: unknown, sub: string) =>
      sub === id ? { accountId: id, claims: () => ({ sub: id, ...claims }) } : undefined,
    scopes: ['openid', 'profile', 'email', 'phone', 'offline_access', 'siem', 'all'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username'],
      email: ['email', 'email_verified'],
      phone: ['phone_number', 'phone_number_verified'],
    },
    // Ours are in the ID token of every flow (contract.md 2.9)
    conformIdTokenClaims: false,
    responseTypes: [
      'code',
      'id_token',
      'id_token token',
      'code id_token',
      'code token',
      'code id_token token',
    ],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    enableHttpPostMethods: true,
    issueRefreshToken: (_context: unknown, client: { grantTypeAllowed: (grant: string) => boolean }) =>
      client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: lifetime,
      AuthorizationCode: 60,
      ClientCredentials: lifetime,
      Grant: lifetime,
      IdToken: lifetime,
      Interaction: lifetime,
      RefreshToken: lifetime,
      Session: lifetime,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: ofConfidentialOrOwn },
      revocation: { enabled: true, allowedPolicy: ofOwn },
      rpInitiatedLogout: { enabled: true, logoutSource: hide, postLogoutSuccessSource: hide },
    },
    renderError: (context: { body: string; type: string }) => hide(context),
  }
}

/** Its sign-in page, as far as a test needs one: GET tells what is asked, POST signs the account in and agrees to everything. */
async function interact({
  provider,
  account,
  request,
  response,
}: {
  provider: Provider
  account: PeerAccount
  request: IncomingMessage
  response: ServerResponse
}): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response)
  if (request.method === 'GET') {
    response.end(JSON.stringify({ prompt: prompt.name, reasons: prompt.reasons }))
  } else if (prompt.name === 'login') {
    await provider.interactionFinished(request, response, { login: { accountId: account.id } })
  } else {
    const held = grantId === undefined ? undefined : await provider.Grant.find(grantId)
    const grant = held ?? new provider.Grant({ accountId: session?.accountId, clientId: params.client_id })
    grant.addOIDCScope((prompt.details.missingOIDCScope ?? []).join(' '))
    await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
  }
}
