import { calculatePKCECodeChallenge } from 'openid-client'
import { z } from 'zod'
import { NoAnswer, type OriginFetch } from '#platform/outbound/originFetch.ts'
import { randomToken } from '#platform/secret.ts'
import { askTenant } from './askTenant.ts'
import { consoleScopes, type Client } from './relyingParty.ts'

type Remote = { tenantUrl: string; consoleUrl: string; client: Client }

/**
 * Asks another tenant whether its application can sign people in here: reach, Application ID, redirect URI, auth method, scope and secret.
 * Gives a sentence for each that is wrong. Nothing is changed there, and no person has to sign in.
 */
export async function lacksOfRemote({ tenantUrl, consoleUrl, client }: Remote): Promise<string[]> {
  const ask = askTenant({ tenantUrl, tenantAddress: tenantUrl, certificate: undefined, time: 5000 })
  const callback = `${new URL(consoleUrl).origin}/callback`
  try {
    const lack = await lackOfApplication(ask, tenantUrl, client)
    if (lack !== undefined) return [lack]
    const lacks = [
      await lackOfRequest(ask, { tenantUrl, callback, client }),
      await lackOfSecret(ask, { tenantUrl, callback, client }),
    ]
    return lacks.filter((each) => each !== undefined)
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return [
      `The tenant gives no usable answer at ${tenantUrl}. Check REMOTE_TENANT, and that the tenant runs and can be reached from here.`,
    ]
  }
}

async function lackOfApplication(ask: OriginFetch, tenantUrl: string, { applicationId }: Client) {
  const address = `${tenantUrl}/${applicationId}/.well-known/openid-configuration`
  const reply = await ask(address)
  const { success, data } = z
    .object({ issuer: z.string() })
    .safeParse(await reply.json().catch(() => undefined))
  if (reply.status !== 200 || !success)
    return `There is no OpenID Connect application ${applicationId} at ${tenantUrl}. Check REMOTE_APPLICATION_ID: letter case counts.`
  const expected = `${tenantUrl}/${applicationId}/`
  return data.issuer === expected
    ? undefined
    : `The application calls itself ${data.issuer.slice(0, 200)}, and not ${expected}. Set REMOTE_TENANT to the address that the tenant has for its clients.`
}

type Request = { tenantUrl: string; callback: string; client: Client }

/** The request allows no page. When everything else is right, the tenant sends back at once that nobody is signed in. */
async function lackOfRequest(ask: OriginFetch, { tenantUrl, callback, client }: Request) {
  const { applicationId, clientId } = client
  const address = new URL(`${tenantUrl}/OAuth2/Authorize/${applicationId}`)
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callback,
    scope: consoleScopes,
    prompt: 'none',
    state: randomToken(),
    nonce: randomToken(),
    code_challenge: await calculatePKCECodeChallenge(randomToken()),
    code_challenge_method: 'S256',
  }).toString()
  const reply = await ask(address)
  const [back, query] = (reply.headers.get('location') ?? '').split('?', 2)
  if (back !== callback)
    return `${callback} is not among the Redirect URIs of ${applicationId}. Add it on the application's Trust page.`
  const answer = new URLSearchParams(query)
  switch (answer.get('error')) {
    case 'invalid_scope':
      return `${applicationId} has no scope console. Add it with the pattern .* on the application's Scope page.`
    case 'unauthorized_client':
      return `${applicationId} does not know the client ${clientId}, or Auth Code is not ticked. Check REMOTE_CLIENT_ID and the application's Tokens page.`
    case 'login_required':
    case 'consent_required':
    case 'interaction_required':
      return undefined
    case null:
    default:
      return `${applicationId} refuses the sign-in: ${(answer.get('error_description') ?? '').slice(0, 200)}`
  }
}

/** A code that nobody was given: the client has to prove itself before that is noticed (RFC 6749 §5.2). */
async function lackOfSecret(ask: OriginFetch, { tenantUrl, callback, client }: Request) {
  const reply = await ask(`${tenantUrl}/OAuth2/Token/${client.applicationId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: randomToken(),
      redirect_uri: callback,
      code_verifier: randomToken(),
      client_id: client.clientId,
      client_secret: client.clientSecret,
    }).toString(),
  })
  const { data } = z.object({ error: z.string() }).safeParse(await reply.json().catch(() => undefined))
  return data?.error === 'invalid_client'
    ? `REMOTE_CLIENT_SECRET is not a secret of the client ${client.clientId}. Add one on the application's Trust page and set it here.`
    : undefined
}
