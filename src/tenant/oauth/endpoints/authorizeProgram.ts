import type { FastifyRequest } from 'fastify'
import { bearerOf } from '#platform/bearer.ts'
import type { Application } from '#schema/application/wire.ts'
import type { Tenant } from '../../tenant.ts'
import { judgeProgram } from '../checks/programChecks.ts'
import { tokenOfPerson } from '../grants/tokenOfPerson.ts'
import { signIdToken } from '../issue/idToken.ts'
import { withScriptClaims } from '../issue/scriptClaims.ts'
import { originOfToken } from '../issue/tokenId.ts'
import { factsOfHolder } from '../read/clientFacts.ts'
import { readPerson } from '../read/person.ts'
import { scopesOf, signInScopes } from '../scopes.ts'
import { verifyAccessToken, type LiveToken } from '../verifyAccessToken.ts'
import { answerClient, refuseClient, type AuthorizeExchange } from './authorizeExchange.ts'
import { about, authorOf } from './exchange.ts'

/** A service user's own access token of this application, which it sends in the place of a session (contract.md 2.7); null for anything else. */
export async function tokenOfProgram(
  tenant: Tenant,
  { application, request }: { application: Application; request: FastifyRequest },
): Promise<LiveToken | null> {
  const bearer = bearerOf(request)
  const token = bearer === undefined ? null : await verifyAccessToken(tenant, bearer, application)
  if (token === null || token.fault !== null || token.application?.id !== application.id) return null
  return originOfToken(token.tokenId).given?.way === 'ClientCreds' ? token : null
}

/** Answers it with an ID token about itself: no page, no session, and nothing that opens a call (D6). */
export async function answerProgram(exchange: AuthorizeExchange, token: LiveToken) {
  const { tenant, application, request, facts } = exchange
  const { scope, auth_time: provenAt } = token.claims
  const user = await factsOfHolder(application, token.holder)
  const verdict = judgeProgram({
    ...facts,
    token: { clientId: token.clientId, scopes: scopesOf(typeof scope === 'string' ? scope : null) ?? [] },
    user,
  })
  const person = await readPerson(tenant, user.id)
  if (verdict.refusal || person === null) return refuseClient(exchange, verdict)
  const scripted = await withScriptClaims(
    tenant,
    tokenOfPerson({
      tenant,
      facts: { application, client: { id: facts.clientId ?? '', secretId: null } },
      way: 'Implicit',
      allowed: { authorization_id: null, auth_time: Number(provenAt) * 1000 },
      subject: user,
      scopes: signInScopes(facts),
      nonce: facts.nonce,
    }),
  )
  if ('refused' in scripted) return refuseClient(exchange, scripted.refused)
  await tenant.events.record(authorOf(request, user), {
    type: 'Cloud.OAuth2.Authorize.Granted',
    ...about(application),
    detail: {
      clientId: facts.clientId,
      redirectUri: facts.redirectUri,
      responseType: facts.responseType,
      scope: scripted.token.scopes.join(' '),
    },
  })
  return answerClient(exchange, {
    id_token: await signIdToken(tenant.keyRing, { ...scripted.token, person }),
  })
}
