import { endpointsOf } from '#schema/application/endpoints.ts'
import { signIn } from '../apiClient.ts'
import type { Browser, Reply } from '../browser.ts'
import { oauthOf, redirectUri } from '../oauth.ts'
import { password, peopleOf } from '../people.ts'
import { bootTenant, type TestTenant } from '../tenant.ts'
import { startPeer } from './provider.ts'
import { afterSignOut, answerOf, asks, browserWith, hiddenFields, type Answer, type Cookies } from './seen.ts'

/** `web` and `other` are confidential clients of one application, `mobile` has no secret, `page` signs in by every response type. */
export type ClientName = 'web' | 'other' | 'mobile' | 'page'
type Client = { clientId: string; secret?: string }

export type Endpoints = ReturnType<typeof endpointsOf>

/** One of the two servers, with the same clients and one person. */
export type Side = {
  clients: Record<ClientName, Client>
  endpointsOf: (client: ClientName) => Endpoints
  /** Cookies of a new session of the person. */
  signIn: () => Promise<Cookies>
  /** Goes on with what the authorization or logout endpoint replied until it is an answer, or somebody has to be asked. */
  settle: (reply: Reply, browser: Browser) => Promise<Answer>
}

export type Sides = { ours: Side; theirs: Side; close: () => Promise<void> }

export async function startSides(): Promise<Sides> {
  const tenant = await bootTenant()
  const clients = await makeClients(tenant)
  await peopleOf(tenant).addUser('grace', {
    DisplayName: grace.name,
    Mail: grace.email,
    MobileNumber: grace.phone_number,
  })
  const ours: Side = {
    clients,
    endpointsOf: (client) => endpointsOf(tenant.url, applicationOf[client]),
    signIn: async () => {
      const { bearer } = await signIn(tenant.url, { user: grace.preferred_username, password })
      return new Map([['.ASPXAUTH', bearer ?? '']])
    },
    settle: (reply) => Promise.resolve(ofOurs(reply)),
  }
  const peer = await startPeer({
    clients: Object.entries(clients).map(([name, { clientId, secret }]) => ({
      clientId,
      secret,
      ...(name === 'page' ? everyFlow : codeFlow(secret !== undefined)),
      redirects: [redirectUri],
      postLogoutRedirects: name === 'page' ? [afterSignOut] : [],
    })),
    account: { id: 'grace', claims: grace },
  })
  const endpointsOfPeer = await discovered(peer.url)
  const theirs: Side = {
    clients,
    endpointsOf: () => endpointsOfPeer,
    signIn: () => signInAtPeer(peer.url, clients.web.clientId),
    settle: (reply, browser) => ofTheirs(peer.url, { reply, browser }),
  }
  return {
    ours,
    theirs,
    async close() {
      await Promise.all([tenant.close(), peer.close()])
    },
  }
}

const grace = {
  name: 'Grace',
  given_name: 'Grace',
  preferred_username: 'grace@acme.test',
  email: 'grace@mail.test',
  email_verified: false,
  phone_number: '+49 30 123456',
  phone_number_verified: false,
}

const applicationOf = { web: 'web', other: 'web', mobile: 'mobile', page: 'page' }

const codeFlow = (isConfidential: boolean) => ({
  grants: ['authorization_code', 'refresh_token', ...(isConfidential ? ['client_credentials'] : [])],
  responseTypes: ['code'],
})

const everyFlow = {
  grants: ['authorization_code', 'refresh_token', 'implicit'],
  responseTypes: ['code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'],
}

async function makeClients(tenant: TestTenant): Promise<Record<ClientName, Client>> {
  const flow = oauthOf(tenant)
  // The peer's tokens are opaque, and only such can be introspected there
  const alike = { AllowRefresh: true, TokenType: 'Opaque' }
  const web = await flow.application('web', { profile: alike })
  const other = await flow.serviceUser('other')
  await flow.grant(web.rowKey, { type: 'User', id: other.id }, 'Execute')
  const listed = { ClientIDType: 0, AllowedClients: ['org.acme.mobile'], AllowedAuth: 'AuthorizationCode' }
  await flow.application('mobile', { profile: { ...alike, ...listed } })
  const page = await flow.openIdConnect('page', {
    profile: {
      ...alike,
      KnownScopes: [{ Scope: 'siem', Description: 'Read events' }, { Scope: 'all' }],
    },
    own: {
      AllowedAuth: 'AuthorizationCode,Implicit',
      PostLogoutRedirects: [afterSignOut],
      RequirePkce: true,
    },
  })
  return { web: web.client, other, mobile: { clientId: 'org.acme.mobile' }, page: page.client }
}

async function discovered(issuer: string): Promise<Endpoints> {
  const metadata = `${issuer}/.well-known/openid-configuration`
  const found = (await (await fetch(metadata)).json()) as Record<string, string>
  const at = (name: string) => found[`${name}_endpoint`] ?? ''
  return {
    authorization: at('authorization'),
    token: at('token'),
    introspection: at('introspection'),
    revocation: at('revocation'),
    userInfo: at('userinfo'),
    endSession: at('end_session'),
    keys: found['jwks_uri'] ?? '',
    metadata,
  }
}

function ofOurs(reply: Reply): Answer {
  if (reply.headers.location?.startsWith('/login?')) return asks('sign-in')
  if (reply.text.includes('name="consent"')) return asks('consent')
  if (reply.text.includes('name="sign_out"')) return asks('asks to sign out')
  return answerOf(reply)
}

type Visit = { reply: Reply; browser: Browser }

/** Agrees to scopes that are asked for the first time, which ours does not ask about; stops where the person is asked for its own sake. */
async function ofTheirs(url: string, { reply, browser }: Visit, { signsIn = false } = {}): Promise<Answer> {
  if (reply.text.includes('op.logoutForm')) return asks('asks to sign out')
  if (reply.text.includes('name="logout" value="yes"'))
    return ofTheirs(url, { reply: await sent(url, { reply, browser }), browser })
  const { location } = reply.headers
  const next = location === undefined ? undefined : new URL(location, url)
  if (next?.origin !== new URL(url).origin) return answerOf(reply)
  if (!next.pathname.startsWith('/interaction/'))
    return ofTheirs(url, { reply: await browser.get(next.href), browser }, { signsIn })
  const asked = (await browser.get(next.href)).json() as { prompt: string; reasons: string[] }
  if (asked.prompt === 'login' && !signsIn) return asks('sign-in')
  if (asked.reasons.includes('consent_prompt')) return asks('consent')
  const agreed = await browser.send(next.href, { method: 'POST' })
  return ofTheirs(url, { reply: agreed, browser }, { signsIn })
}

/** Its page that sends itself where nobody is left to be asked. */
const sent = (url: string, { reply, browser }: Visit) =>
  browser.send(`${url}/session/end/confirm`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(hiddenFields(reply.text)).toString(),
  })

async function signInAtPeer(url: string, clientId: string): Promise<Cookies> {
  const browser = browserWith(new Map())
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
  })
  const reply = await browser.get(`${url}/auth?${query.toString()}`)
  const { values } = await ofTheirs(url, { reply, browser }, { signsIn: true })
  if (typeof values['code'] !== 'string')
    throw new Error(`The peer signed nobody in: ${JSON.stringify(values)}`)
  return browser.cookies
}
