import { formOf } from '../oauth.ts'
import { benchApplication, ownToken, type BenchApplication } from './benchApplication.ts'
import type { OnDatabase } from './databases.ts'
import { ratesOf, type Load, type Measured } from './load.ts'
import type { Row } from './table.ts'

/** Asking about one token after the other, against verifying and looking up alone; and what APIs ask with each call against our own token rate (LT-04). */
export async function introspection({ product, inWords }: OnDatabase, floorUrl: string): Promise<Row[]> {
  const jwt = await benchApplication(product, 'bench-jwt')
  const opaque = await benchApplication(product, 'bench-lookup', { TokenType: 'Opaque' })
  const askingFloor = (kind: 'signed' | 'opaque') =>
    aboutMany(jwt, () => tokenAt(`${floorUrl}/${kind}`), `${floorUrl}/introspect/${kind}`)
  const measured = await ratesOf({
    tokens: jwt.load('/OAuth2/Token', ownToken),
    signedFloor: await askingFloor('signed'),
    signed: await aboutMany(jwt, () => ownTokenOf(jwt)),
    opaqueFloor: await askingFloor('opaque'),
    opaque: await aboutMany(opaque, () => ownTokenOf(opaque)),
    userInfo: {
      ...jwt.load('/OAuth2/UserInfo', {}),
      headers: { authorization: `Bearer ${await personTokenOf(jwt)}` },
      body: '',
    },
  })
  return [
    row(
      measured,
      `Introspections of JWTs on ${inWords}, of verifying and looking up alone`,
      'signed',
      'signedFloor',
    ),
    row(
      measured,
      `Introspections of opaque tokens on ${inWords}, of looking up alone`,
      'opaque',
      'opaqueFloor',
    ),
    {
      ...row(measured, `Introspections of opaque tokens on ${inWords}, ${ofTokens}`, 'opaque', 'tokens'),
      bar: { atLeast: 1.5 },
      goal: { atLeast: 2 },
    },
    { ...row(measured, `Userinfo on ${inWords}, ${ofTokens}`, 'userInfo', 'tokens'), goal: { atLeast: 2 } },
  ]
}

/** What LT-04 compares with. */
const ofTokens = 'of our own rate of client-credentials tokens'

const row = <Name extends string>(
  { medians, compared }: Measured<Name>,
  what: string,
  of: Name,
  to: Name,
): Row => ({
  what,
  figure: `${Math.round(medians[of])}/s of ${Math.round(medians[to])}/s`,
  ...compared(of, to),
})

/** More than the tenant remembers the signatures of (verifyToken.ts), so that each is checked every time. */
const manyTokens = 1200
const atOnce = 50

/** Asking about one new token after the other. */
async function aboutMany(
  application: BenchApplication,
  make: () => Promise<string>,
  url?: string,
): Promise<Load> {
  const made: string[] = []
  while (made.length < manyTokens) made.push(...(await Promise.all(Array.from({ length: atOnce }, make))))
  const bodies = made.map((token) => formOf({ token }).toString())
  const load = { ...application.load('/OAuth2/Introspect', {}), bodies }
  const asked = url === undefined ? load : { ...load, url }
  const reply = await fetch(asked.url, {
    method: 'POST',
    headers: application.headers,
    body: bodies[0] ?? '',
  })
  const { active } = (await reply.json()) as { active?: boolean }
  if (active !== true) throw new Error(`${asked.url}: ${reply.status}, and the token is not active`)
  return asked
}

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
