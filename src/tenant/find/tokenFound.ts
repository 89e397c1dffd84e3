import { verifyToken } from '#platform/verifyToken.ts'
import { claimsSaid } from '#schema/find/tokenIn.ts'
import { userReaders } from '#schema/right.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { loadApplication } from '../application/loadApplication.ts'
import { accessTokenType } from '../oauth/issue/accessToken.ts'
import { originOfToken } from '../oauth/issue/tokenId.ts'
import { verifyAccessToken } from '../oauth/verifyAccessToken.ts'
import type { Tenant } from '../tenant.ts'
import { toApplication, toUser, type FoundLink } from './link.ts'

type Told = { what: string; words: string[]; links: FoundLink[] }

/** What a token is, checked by the code that lets tokens in; null for a text that is no token we know. Nothing of it is kept. */
export async function tokenFound(
  tenant: Tenant,
  { token, actor }: { token: string; actor: Actor },
): Promise<Told | null> {
  const said = claimsSaid(token)
  if (said === null && token.includes('.')) return null
  const live = await verifyAccessToken(tenant, token)
  if (said === null && live === null) return null
  const signed = said && (await signedHere(tenant, token))
  const claims = live?.fault === null ? live.claims : (signed?.claims ?? null)
  const kind =
    said === null ? 'An opaque access token' : signed?.isAccess === false ? 'An ID token' : 'A JSON Web Token'
  if (said !== null && signed === null)
    return {
      what: 'A JSON Web Token of somebody else',
      words: [
        'No key of this tenant has signed it, or the key was revoked. It opens nothing here.',
        ...ofIssuer(tenant, said.claims['iss']),
        ...timesOf(tenant, said.claims),
      ],
      links: [],
    }
  const jti = claims?.['jti']
  const fromId = typeof jti === 'string' ? originOfToken(jti).applicationId : null
  const application =
    live?.application ?? (fromId === null ? null : await loadApplication(tenant.database.read, fromId))
  const links: FoundLink[] = []
  if (application) {
    const named = { id: application.id, name: application.config.description.name }
    links.push(toApplication(named, 'It issued the token'))
    for (const scope of scopesIn(claims).filter((name) =>
      application.config.scope.scopes.some((row) => row.name === name),
    ))
      links.push(toApplication(named, `What its scope ${scope} opens`, { tab: 'scope', setting: 'scopes' }))
  }
  links.push(...(await people(tenant, { claims, actor })))
  return {
    what: kind,
    words: [
      said === null ? 'This tenant keeps its claims.' : 'A key of this tenant has signed it.',
      ...timesOf(tenant, claims ?? {}),
      standing({ live, isAccess: signed?.isAccess ?? true }),
      scopesInWords(claims),
    ].filter((sentence) => sentence !== ''),
    links,
  }
}

/** Whether a key of ours signed it, expired or not, and as what. */
async function signedHere(tenant: Tenant, token: string) {
  const expected = {
    keyOf: (kid: string) => tenant.keyRing.verifying(kid),
    requiredClaims: [],
    now: tenant.clock(),
    mayBeExpired: true,
  }
  const access = await verifyToken(token, { ...expected, type: accessTokenType })
  if (access) return { claims: access as Record<string, unknown>, isAccess: true }
  const identity = await verifyToken(token, { ...expected, type: 'JWT' })
  return identity && { claims: identity as Record<string, unknown>, isAccess: false }
}

type Standing = { live: Awaited<ReturnType<typeof verifyAccessToken>>; isAccess: boolean }

function standing({ live, isAccess }: Standing): string {
  if (!isAccess) return 'It tells a program who signed in, and opens no call.'
  if (live === null)
    return 'It would be refused: it has expired, was revoked, its sign-in ended, or its application has another issuer, audience or scope now.'
  if (live.fault)
    return `It would be refused: expected is “${live.fault.expected}”, and there is “${live.fault.seen}”. ${live.fault.cure ?? ''}`
  return live.scopes === null
    ? 'It is good now. No scope limits it: it opens what the rights of its user allow.'
    : live.scopes.length === 0
      ? 'It is good now, for the API that it was made for. It opens no call of this tenant.'
      : 'It is good now.'
}

const scopesIn = (claims: Record<string, unknown> | null): string[] =>
  typeof claims?.['scope'] === 'string' ? claims['scope'].split(' ').slice(0, 20) : []

function scopesInWords(claims: Record<string, unknown> | null): string {
  const scopes = scopesIn(claims)
  return scopes.length === 0 ? '' : `Its scopes are ${scopes.join(', ')}.`
}

/** The user and the client of a token, for who may look at users. */
async function people(
  { database: { read } }: Tenant,
  { claims, actor }: { claims: Record<string, unknown> | null; actor: Actor },
): Promise<FoundLink[]> {
  const sub = claims?.['sub']
  if (typeof sub !== 'string' || !holdsAny(actor, userReaders)) return []
  const user = await read.selectFrom('user').select(['id', 'name']).where('id', '=', sub).executeTakeFirst()
  return user ? [toUser(user, 'Whom the token stands for')] : []
}

function ofIssuer({ url }: Tenant, iss: unknown): string[] {
  return typeof iss === 'string' && iss.startsWith(`${url}/`)
    ? ['It claims to be of this tenant. Its signature says otherwise, or its key is gone.']
    : ['Its issuer is another server.']
}

function timesOf({ clock }: Tenant, { iat, exp }: Record<string, unknown>): string[] {
  const now = clock() / 1000
  return [
    ...(typeof iat === 'number' ? [`It was issued ${apart(now - iat)}.`] : []),
    ...(typeof exp === 'number'
      ? [exp > now ? `It expires in ${span(exp - now)}.` : `It expired ${apart(now - exp)}.`]
      : []),
  ]
}

const apart = (seconds: number) => (seconds < 0 ? `${span(-seconds)} from now` : `${span(seconds)} ago`)

function span(seconds: number): string {
  const steps: [number, string][] = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ]
  const [size, word] = steps.find(([each]) => seconds >= each) ?? [1, 'second']
  const count = Math.floor(seconds / size)
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
}
