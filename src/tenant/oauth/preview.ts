import { isOwnClient, redirectsOf } from '#schema/application/ofTemplate.ts'
import type { Application } from '#schema/application/wire.ts'
import type { ExplainedClaim, Judgement } from '#schema/judgement.ts'
import type { ScriptOutcome } from '../claimsScript/script.ts'
import { judgeAll } from './check.ts'
import { claimsScriptRuns } from './checks/claimsScriptRuns.ts'
import type { AuthorizeFacts, UserFacts } from './facts.ts'
import { previewPerson, previewRequest } from './checks/authorizeChecks.ts'
import { previewClientCredentials } from './grants/clientCredentials.ts'
import { accessTokenClaims, accessTokenType, lifetimeOf } from './issue/accessToken.ts'
import type { ScriptedToken } from './issue/scriptClaims.ts'
import { newTokenId } from './issue/tokenId.ts'
import { grantedScopes, signInScopes } from './scopes.ts'

type Preview = {
  /** Who the token is about: a program that acts for itself, or a person who signs in. */
  for: 'program' | 'person'
  judgements: Judgement[]
  token: {
    /** Empty for an opaque token, whose claims only introspection tells. */
    header: Record<string, unknown>
    claims: ExplainedClaim[]
    lifetime: number
    expiresAt: number
  } | null
  /** Whether what the claims script says is part of all this. */
  scripted: boolean
}

type Asked = {
  tenantUrl: string
  now: number
  application: Application
  /** The service user that is the client, where clients are users. */
  client: UserFacts | null
  /** Who would sign in. */
  person: UserFacts | null
  requestedScopes: string[] | null
  /** What the claims script says for somebody; null where there is none, or where it is not run for who looks. */
  runScript: (subject: UserFacts) => Promise<ScriptOutcome | null>
}

/** The judgements on a request and the token that it would give, by the engine that answers real ones. */
export const previewToken = (asked: Asked): Promise<Preview> =>
  isForPeople(asked.application) ? ofSignIn(asked) : ofProgram(asked)

/** Where nothing is ticked yet, most will tick Client Creds, but for an application that signs people in. */
function isForPeople(application: Application): boolean {
  const { authMethods } = application.config.tokens
  if (authMethods.includes('ClientCreds')) return false
  return authMethods.length > 0 || isOwnClient(application)
}

/** The secret is taken to be right, since a preview has none to compare. */
async function ofProgram(asked: Asked): Promise<Preview> {
  const { application, client, requestedScopes } = asked
  const judgements = previewClientCredentials({
    application,
    grantType: 'client_credentials',
    client: { id: client?.name ?? '', method: 'basic', user: client, secretMatches: true, secretId: null },
    requestedScopes,
  })
  const script = client && (await asked.runScript(client))
  const token =
    client &&
    shown(asked, {
      clientId: client.name,
      subject: client,
      scriptClaims: script?.claims ?? [],
      scopes: grantedScopes({ application, requestedScopes }),
    })
  return { for: 'program', judgements: [...judgements, ...judged(script)], token, scripted: script !== null }
}

/** A request as a good client sends it, with an address that is registered. */
async function ofSignIn(asked: Asked): Promise<Preview> {
  const { application, client, person, requestedScopes } = asked
  const { authMethods } = application.config.tokens
  const implicit = authMethods.includes('Implicit') && !authMethods.includes('AuthorizationCode')
  const clientId = clientIdOf(asked)
  const responseType = implicit ? 'id_token token' : 'code'
  const facts: AuthorizeFacts = {
    application,
    clientId,
    redirectUri: redirectsOf(application)[0] ?? null,
    responseType,
    responseMode: null,
    requestedScopes,
    nonce: 'a nonce',
    codeChallenge: 'A'.repeat(43),
    codeChallengeMethod: 'S256',
    unsupportedParameter: null,
  }
  const judgements = [
    ...previewRequest(facts),
    ...previewPerson({ ...facts, clientUser: client, user: person }),
  ]
  const script = person && (await asked.runScript(person))
  const token =
    person &&
    shown(asked, {
      clientId: clientId ?? 'the client ID',
      subject: person,
      scriptClaims: script?.claims ?? [],
      scopes: signInScopes({ application, requestedScopes, responseType }),
    })
  return { for: 'person', judgements: [...judgements, ...judged(script)], token, scripted: script !== null }
}

const judged = (script: ScriptOutcome | null) =>
  script === null ? [] : judgeAll([claimsScriptRuns], { scriptFault: script.fault })

function clientIdOf({ application, client }: Asked): string | null {
  if (isOwnClient(application)) return application.id
  const { clientIdType, allowedClients } = application.config.generalUsage
  if (clientIdType === 'List') return allowedClients.find((id) => id !== '') ?? null
  return clientIdType === 'Anything' ? 'any-client' : (client?.name ?? null)
}

function shown(
  { application, tenantUrl, now }: Asked,
  asked: Pick<ScriptedToken, 'clientId' | 'subject' | 'scopes' | 'scriptClaims'>,
): Preview['token'] {
  const claims = accessTokenClaims({
    application,
    tenantUrl,
    ...asked,
    nonce: null,
    tokenId: newTokenId({
      applicationId: application.id,
      authorizationId: null,
      way: 'ClientCreds',
      secretId: null,
    }),
    authTime: now,
    now,
  })
  const lifetime = lifetimeOf({ application })
  const opaque = application.config.tokens.tokenType === 'Opaque'
  return {
    header: opaque ? {} : { alg: 'RS256', typ: accessTokenType },
    claims,
    lifetime,
    expiresAt: now + lifetime * 1000,
  }
}
