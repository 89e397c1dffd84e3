import type { ExplainedClaim } from '#schema/judgement.ts'
import type { ScriptOutcome } from '../../claimsScript/script.ts'
import type { Tenant } from '../../tenant.ts'
import type { UserFacts } from '../facts.ts'
import { accessTokenClaims, accessTokenType, lifetimeOf } from '../issue/accessToken.ts'
import { newTokenId } from '../issue/tokenId.ts'
import { definedScopes } from '../scopes.ts'
import type { Asked } from './client.ts'
import type { Given } from './step.ts'

/** What a token says that would be issued now. It is not signed, and its jti is nobody's. */
export type InspectedToken = {
  /** Empty for an opaque token, whose claims only introspection tells. */
  header: Record<string, unknown>
  claims: ExplainedClaim[]
  lifetime: number
  /** Scopes and claims that somebody may look for, with the reason why they are not in it. */
  lacks: { kind: 'scope' | 'claim'; name: string; why: string }[]
}

export function inspectedToken(
  tenant: Tenant,
  {
    asked,
    subject,
    given,
    script,
  }: { asked: Asked; subject: UserFacts; given: Given; script: ScriptOutcome | null },
): InspectedToken {
  const { application } = asked
  const now = tenant.clock()
  const { clientId, scopes, nonce, way } = given
  const scriptClaims = script?.claims ?? []
  const claims = accessTokenClaims({
    application,
    tenantUrl: tenant.url,
    clientId,
    subject,
    scopes,
    nonce,
    tokenId: newTokenId({ applicationId: application.id, authorizationId: null, way, secretId: null }),
    authTime: now,
    now,
    scriptClaims,
  })
  const opaque = application.config.tokens.tokenType === 'Opaque'
  return {
    header: opaque ? {} : { alg: 'RS256', typ: accessTokenType },
    claims: claims.map((claim) =>
      scriptClaims.some(({ name }) => name === claim.name)
        ? { ...claim, origin: byScript(script?.lines?.[claim.name]) }
        : claim,
    ),
    lifetime: lifetimeOf({ application }),
    lacks: [
      ...lackingScopes(asked, given),
      ...lackingClaims(asked, { claims, script }).map((lack) => ({ kind: 'claim' as const, ...lack })),
    ],
  }
}

const byScript = (line: number | undefined) =>
  line === undefined ? 'Claims script, on Advanced' : `Line ${line} of the claims script, on Advanced`

const lackingScopes = ({ application }: Asked, { scopes, leftOut }: Given): InspectedToken['lacks'] => [
  ...leftOut.map((lack) => ({ kind: 'scope' as const, ...lack })),
  ...definedScopes(application)
    .filter((name) => !scopes.includes(name) && !leftOut.some((lack) => lack.name === name))
    .map((name) => ({ kind: 'scope' as const, name, why: 'Not asked for.' })),
]

function lackingClaims(
  { application, way }: Asked,
  { claims, script }: { claims: readonly ExplainedClaim[]; script: ScriptOutcome | null },
): { name: string; why: string }[] {
  const there = (name: string) => claims.some((claim) => claim.name === name)
  const named = [...application.config.advanced.claimsScript.matchAll(setting)].map(([, name = '']) => name)
  const ofScript =
    script === null
      ? []
      : [...new Set([...named, ...Object.keys(script.lines ?? {})])]
          .filter((name) => name !== '' && !there(name))
          .map((name) => ({
            name,
            why:
              script.lines?.[name] === undefined
                ? 'The claims script names it, and did not set it for this user.'
                : `Line ${script.lines[name]} of the claims script set it to nothing, so it is left out.`,
          }))
  return [
    ...ofScript,
    ...(way === 'ClientCreds'
      ? []
      : personal
          .filter((name) => !there(name))
          .map((name) => ({
            name,
            why: 'Never in an access token: userinfo and the ID token tell it, where the scopes allow.',
          }))),
    ...(way === 'ResourceCreds' || way === 'ClientCreds'
      ? [{ name: 'nonce', why: 'There is none without a request to sign in.' }]
      : []),
  ]
}

const personal = ['name', 'email', 'phone_number']

/** A claim that a script names as a text of its own. */
const setting = /setClaim(?:Array|Object)?\(['"]([\w.:/#~-]{1,128})['"]/g
