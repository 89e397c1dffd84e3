import { generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { verifyToken, type Expected } from './verifyToken.ts'

// That a token passed before must not let it pass where it would not for the first time.

const now = 1_795_305_600_000
const [hour, leeway] = [3_600_000, 30_000]
let pair: { privateKey: CryptoKey; publicKey: CryptoKey }
let other: typeof pair
beforeAll(async () => {
  pair = await generateKeyPair('RS256')
  other = await generateKeyPair('RS256')
})

let count = 0
const signed = (key = pair.privateKey) =>
  new SignJWT({ client_id: 'c', number: ++count })
    .setProtectedHeader({ alg: 'RS256', kid: 'k', typ: 'at+jwt' })
    .setIssuer('https://issuer.test/')
    .setSubject('s')
    .setAudience('c')
    .setIssuedAt(now / 1000)
    .setExpirationTime((now + hour) / 1000)
    .sign(key)

const expected = (more: Partial<Expected> = {}): Expected => ({
  keyOf: (kid) => Promise.resolve(kid === 'k' ? pair.publicKey : undefined),
  type: 'at+jwt',
  requiredClaims: ['client_id'],
  now,
  ...more,
})

/** A token that passed, twice. */
async function known(): Promise<string> {
  const token = await signed()
  for (let time = 0; time < 2; time++)
    expect(await verifyToken(token, expected())).toMatchObject({ sub: 's', client_id: 'c' })
  return token
}

test.each([
  ['F11 its time is over', { now: now + hour + leeway }],
  ['F11 the clock says that it is of the future', { now: now - leeway - 1000 }],
  ['TK-07 its key was revoked', { keyOf: () => Promise.resolve(undefined) }],
  ['TK-07 its key was replaced', { keyOf: () => Promise.resolve(other.publicKey) }],
  ['F11 another type is expected', { type: 'JWT' }],
  ['F11 another claim is expected', { requiredClaims: ['client_id', 'nonce'] }],
  ['TK-02 another issuer is expected', { issuer: 'https://issuer.test' }],
  ['TK-02 another audience is expected', { audience: 'd' }],
] satisfies [string, Partial<Expected>][])(
  'a token that passed before is refused when %s',
  async (_, more) => {
    const token = await known()
    expect(await verifyToken(token, expected(more))).toBeNull()
    expect(await verifyToken(token, expected())).not.toBeNull()
  },
)

test('TK-01 the signature holds every part of a token that passed before', async () => {
  const token = await known()
  const [header = '', payload = '', signature = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  const raised = Buffer.from(JSON.stringify({ ...claims, sub: 'admin' })).toString('base64url')
  const foreign = await signed(other.privateKey)
  for (const forged of [
    [header, raised, signature],
    [header, payload, foreign.split('.')[2] ?? ''],
    [header, payload, ''],
  ])
    expect(await verifyToken(forged.join('.'), expected())).toBeNull()
})

test('a hint that may be expired does not make its token good for anything else', async () => {
  const token = await signed()
  const late = { now: now + 2 * hour }
  expect(await verifyToken(token, expected({ ...late, mayBeExpired: true }))).not.toBeNull()
  expect(await verifyToken(token, expected(late))).toBeNull()
})

test('nobody changes what a token says for those who come later', async () => {
  const token = await known()
  const claims = await verifyToken(token, expected())
  expect(() => Object.assign(claims ?? {}, { sub: 'admin' })).toThrow(TypeError)
})
