import type { Product } from '../product.ts'
import { benchApplication, ownToken, type BenchApplication } from './benchApplication.ts'
import { ratesOf, type Load } from './load.ts'
import type { Row } from './table.ts'

/** Asking about tokens, against verifying and looking up alone; and both ways of asking against our own token rate (LT-04). */
export async function introspection(product: Product, floorUrl: string): Promise<Row[]> {
  const jwt = await benchApplication(product, 'bench-jwt')
  const opaque = await benchApplication(product, 'bench-lookup', { TokenType: 'Opaque' })
  const asking = (application: BenchApplication, token: string) =>
    application.load('/OAuth2/Introspect', { token })
  const ofFloor = async (kind: 'signed' | 'opaque'): Promise<Load> => {
    const token = await tokenAt(`${floorUrl}/${kind}`)
    return { ...asking(jwt, token), url: `${floorUrl}/introspect/${kind}` }
  }
  const rates = await ratesOf({
    tokens: jwt.load('/OAuth2/Token', ownToken),
    signedFloor: await ofFloor('signed'),
    signed: asking(jwt, await ownTokenOf(jwt)),
    opaqueFloor: await ofFloor('opaque'),
    opaque: asking(opaque, await ownTokenOf(opaque)),
    userInfo: {
      ...jwt.load('/OAuth2/UserInfo', {}),
      headers: { authorization: `Bearer ${await personTokenOf(jwt)}` },
      body: '',
    },
  })
  return [
    ofFloorRow('JWTs', rates.signed, rates.signedFloor),
    ofFloorRow('opaque tokens', rates.opaque, rates.opaqueFloor),
    ofTokensRow('Introspections of JWTs', rates.signed, rates.tokens),
    ofTokensRow('Userinfo', rates.userInfo, rates.tokens),
  ]
}

const ofFloorRow = (kind: string, ours: number, floor: number): Row => ({
  what: `Introspections of ${kind}, of the rate of looking up alone`,
  figure: `${Math.round(ours)}/s of ${Math.round(floor)}/s`,
  ratio: ours / floor,
})

/** security.md LT-04. */
const ofTokensRow = (what: string, ours: number, tokens: number): Row => ({
  what: `${what}, of our own rate of client-credentials tokens`,
  figure: `${Math.round(ours)}/s of ${Math.round(tokens)}/s`,
  ratio: ours / tokens,
  bar: { atLeast: 2 },
})

async function tokenAt(url: string, request: RequestInit = {}): Promise<string> {
  const reply = await fetch(url, { method: 'POST', ...request })
  const { access_token: token } = (await reply.json()) as { access_token?: string }
  if (token === undefined) throw new Error(`${url}: ${reply.status} and no token`)
  return token
}

function ownTokenOf(application: BenchApplication): Promise<string> {
  const { url, headers = {}, body = '' } = application.load('/OAuth2/Token', ownToken)
  return tokenAt(url, { headers, body })
}

async function personTokenOf({ flow, session, secret, ...application }: BenchApplication): Promise<string> {
  const client = { clientId: application.clientId, secret }
  const code = await flow.code({ applicationId: application.applicationId, client }, { bearer: session })
  const { body } = await flow.token(application.applicationId, flow.redemption(code), { client })
  return String(body['access_token'])
}
