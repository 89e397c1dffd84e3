import * as client from 'openid-client'
import { redirectUri } from './oauth.ts'
import { plainBrowser, type PlainBrowser } from './plainBrowser.ts'

export type Program = { applicationId: string; client: { clientId: string; secret: string } }

type Parameters = Record<string, string | undefined>

export type RelyingParty = Awaited<ReturnType<typeof relyingParty>>

/** An application that lets people sign in with openid-client as it is, and a browser in which `person` does. */
export async function relyingParty({
  url,
  program,
  person,
  responseMode,
  authentication,
  browser = plainBrowser(url),
}: {
  url: string
  program: Program
  person: { user: string; password: string }
  responseMode?: string | undefined
  authentication?: client.ClientAuth
  browser?: PlainBrowser
}) {
  const { clientId, secret } = program.client
  const config = await client.discovery(
    new URL(`${url}/${program.applicationId}/`),
    clientId,
    secret,
    authentication ?? client.ClientSecretBasic(secret),
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
  )

  /** A request as the client makes it, and what the answer is held against. Parameters that are undefined are left out. */
  function request(others: Parameters = {}) {
    const parameters = {
      redirect_uri: redirectUri,
      scope: 'openid',
      state: client.randomState(),
      nonce: client.randomNonce(),
      ...(responseMode === undefined ? {} : { response_mode: responseMode }),
      ...others,
    }
    const sent = Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    )
    const link = client.buildAuthorizationUrl(config, new URLSearchParams(sent))
    // The library adds what a request has to have
    for (const [name, value] of Object.entries(others))
      if (value === undefined) link.searchParams.delete(name)
    return {
      link,
      checks: {
        ...(parameters.state === undefined ? {} : { expectedState: parameters.state }),
        ...(parameters.nonce === undefined ? {} : { expectedNonce: parameters.nonce }),
      },
    }
  }

  /** The answer to a request, and the headings of the pages on the way. */
  async function answered(others?: Parameters) {
    const { link, checks } = request(others)
    return { ...(await browser.follow(link, { person })), checks, link }
  }

  async function redeemed(
    { answer, checks }: { answer: URL | Request; checks: client.AuthorizationCodeGrantChecks },
    others: client.AuthorizationCodeGrantChecks = {},
  ) {
    const tokens = await client.authorizationCodeGrant(
      config,
      answer instanceof URL ? answer : answer.clone(),
      { ...checks, idTokenExpected: true, ...others },
    )
    return { ...tokens, claims: claimsOf(tokens.claims()) }
  }

  /** A whole sign-in. */
  async function tokens(others?: Parameters, checks?: client.AuthorizationCodeGrantChecks) {
    const outcome = await answered(others)
    return { ...(await redeemed(outcome, checks)), ...outcome }
  }

  const userInfo = (accessToken: string, subject: string) =>
    client.fetchUserInfo(config, accessToken, subject)

  return { config, browser, program, url, request, answered, redeemed, tokens, userInfo }
}

function claimsOf(claims: client.IDToken | undefined): client.IDToken {
  if (claims === undefined) throw new Error('There is no ID token')
  return claims
}
