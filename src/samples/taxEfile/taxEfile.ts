import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import * as oidc from 'openid-client'
import { style } from '../html.ts'
import { htmlAnswer, listen, type Answer } from '../listen.ts'
import { refusedPage, resultPage, startPage, type BankReply } from './pages.ts'

/** What the Bank gave Tax eFile, and where both are. */
export type Partner = {
  metadataUrl: string
  clientId: string
  clientSecret: string
  /** Of Tax eFile itself, without a trailing slash. */
  url: string
  bankUrl: string
  scopes: string[]
}

type Attempt = { state: string; nonce: string; verifier: string; startedAt: number }
type Visit = { attempt?: Attempt; idToken?: string }

/** A web client: signs a person in at the tenant, asks for the Bank's scopes, and calls the Bank for that person. */
export async function startTaxEfile(port: number, partner: Partner): Promise<Server> {
  const config = await oidc.discovery(
    new URL(partner.metadataUrl),
    partner.clientId,
    partner.clientSecret,
    undefined,
    // The tenant on this machine is plain http
    partner.metadataUrl.startsWith('http://localhost') ? { execute: [oidc.allowInsecureRequests] } : {},
  )
  const visits = new Map<string, Visit>()
  const redirectUri = `${partner.url}/callback`

  async function signIn(): Promise<Answer> {
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
    const id = randomBytes(32).toString('base64url')
    visits.set(id, { attempt: { state, nonce, verifier, startedAt: Date.now() } })
    const location = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: ['openid', 'profile', ...partner.scopes].join(' '),
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return { status: 302, headers: { location: location.href, 'set-cookie': cookie(id) } }
  }

  async function callback(request: IncomingMessage, url: URL): Promise<Answer> {
    const visit = visits.get(visitOf(request))
    const { attempt } = visit ?? {}
    if (!visit || !attempt || attempt.startedAt < Date.now() - 600_000)
      return htmlAnswer(refusedPage('This sign-in was not started here, or too long ago.'), 400)
    // Good once
    delete visit.attempt
    try {
      const tokens = await oidc.authorizationCodeGrant(
        config,
        new URL(url.pathname + url.search, partner.url),
        {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.verifier,
          idTokenExpected: true,
        },
      )
      if (tokens.id_token !== undefined) visit.idToken = tokens.id_token
      const [profile, statements] = await Promise.all([
        ask(`${partner.bankUrl}/profile`, tokens.access_token),
        ask(`${partner.bankUrl}/statements`, tokens.access_token),
      ])
      const name = tokens.claims()?.['name']
      return htmlAnswer(
        resultPage({
          name: typeof name === 'string' ? name : '',
          scope: tokens.scope ?? '',
          profile,
          statements,
        }),
      )
    } catch (error) {
      if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
        return htmlAnswer(refusedPage(`${error.error}: ${error.error_description ?? ''}`), 400)
      throw error
    }
  }

  function signOut(request: IncomingMessage): Answer {
    const id = visitOf(request)
    const idToken = visits.get(id)?.idToken
    visits.delete(id)
    const location = oidc.buildEndSessionUrl(config, {
      post_logout_redirect_uri: `${partner.url}/`,
      ...(idToken === undefined ? {} : { id_token_hint: idToken }),
    })
    return { status: 302, headers: { location: location.href } }
  }

  return listen(port, async (request, url) => {
    if (url.pathname === '/') return htmlAnswer(startPage())
    if (url.pathname === '/style.css')
      return { status: 200, headers: { 'content-type': 'text/css' }, body: style }
    if (url.pathname === '/sign-in') return signIn()
    if (url.pathname === '/callback') return callback(request, url)
    if (url.pathname === '/sign-out') return signOut(request)
    return htmlAnswer(refusedPage('There is no such page.'), 404)
  })
}

/** The Bank's answer, whatever it is: a refusal is shown, not thrown. */
async function ask(url: string, accessToken: string): Promise<BankReply> {
  const reply = await fetch(url, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: AbortSignal.timeout(5000),
  })
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
}

const cookieName = 'tax-efile-visit'
const cookie = (id: string) => `${cookieName}=${id}; HttpOnly; SameSite=Lax; Path=/`
const visitOf = ({ headers }: IncomingMessage) =>
  new RegExp(`(?:^|; )${cookieName}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1] ?? ''
