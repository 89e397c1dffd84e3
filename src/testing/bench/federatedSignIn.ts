import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client'
import { externalIdp, type ExternalIdp } from '../externalIdp.ts'
import { federationOf } from '../federation.ts'
import { peopleOf } from '../people.ts'
import { plainBrowser } from '../plainBrowser.ts'
import { bootTenant } from '../tenant.ts'
import { median } from './load.ts'
import type { Row } from './table.ts'

const rounds = 60
const warmUp = 10
const atMost = 1.5

/** From the typed name to the session, of what openid-client takes for the same round trip where nothing is kept. */
export async function federatedSignIn(): Promise<Row> {
  const idp = await externalIdp()
  const running = await bootTenant({ allow: [idp.issuer] })
  try {
    const federation = federationOf(running)
    const id = await peopleOf(running).addIdentityProvider('Partner', idp.settings())
    await federation.route({ IdentityProvider: id, Domain: 'partner.test' })
    const link = federation.link(await federation.flow.openIdConnect('bank'))
    idp.state.person = { sub: 'ada', preferred_username: 'ada@partner.test' }
    const config = await clientOf(idp)
    const took = { ours: [] as number[], bare: [] as number[] }
    for (let round = 0; round < warmUp + rounds; round++) {
      const ours = await signIn(federation, link, running.url)
      const bare = await milliseconds(() => roundTrip(config))
      if (round < warmUp) continue
      took.ours.push(ours)
      took.bare.push(bare)
    }
    const [ours, bare] = [median(took.ours), median(took.bare)]
    return {
      what: 'From the typed name through an identity provider to a session, of the bare round trip of openid-client',
      figure: `${ours.toFixed(1)} ms of ${bare.toFixed(1)} ms`,
      ratio: ours / bare,
      goal: { atMost },
    }
  } finally {
    await running.close()
    await idp.close()
  }
}

async function signIn(
  { back }: ReturnType<typeof federationOf>,
  link: string,
  tenant: string,
): Promise<number> {
  const browser = plainBrowser(tenant)
  const page = await browser.open(link)
  return milliseconds(async () => {
    const answer = await back(await browser.submit(page, { user: 'ada@partner.test' }))
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
    const { status } = await fetch(answer, { headers: { cookie }, redirect: 'manual' })
    if (status !== 303) throw new Error(`Nobody was signed in: ${status}`)
  })
}

const redirectUri = 'https://app.test/bare'

async function clientOf(idp: ExternalIdp): Promise<Configuration> {
  const config = await discovery(new URL(idp.metadataUrl), idp.clientId, idp.clientSecret, undefined, {
    execute: [allowInsecureRequests],
  })
  enableNonRepudiationChecks(config)
  return config
}

async function roundTrip(config: Configuration): Promise<void> {
  const [state, nonce, pkceCodeVerifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
  const away = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const reply = await fetch(away, { redirect: 'manual' })
  const tokens = await authorizationCodeGrant(config, new URL(reply.headers.get('location') ?? ''), {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier,
    idTokenExpected: true,
  })
  await fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
}

async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await run()
  return performance.now() - begun
}
