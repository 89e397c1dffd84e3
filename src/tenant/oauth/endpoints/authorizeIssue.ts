import { insertAuthorization } from '../authorizations.ts'
import { judge } from '../check.ts'
import { personSignedIn } from '../checks/personSignedIn.ts'
import { insertCode } from '../codes.ts'
import { tokenOfPerson } from '../grants/tokenOfPerson.ts'
import { noteUse } from '../../application/noteUse.ts'
import { issueAccessToken, lifetimeOf } from '../issue/accessToken.ts'
import { signIdToken } from '../issue/idToken.ts'
import { scriptClaims } from '../issue/scriptClaims.ts'
import type { Opening } from '../opening.ts'
import { readPerson } from '../read/person.ts'
import type { SignedIn } from '../read/signedIn.ts'
import { asksFor } from '../responseTypes.ts'
import { answerClient, refuseClient, type AuthorizeExchange } from './authorizeExchange.ts'
import { countAsked, countToken } from './countToken.ts'
import { about, authorOfSession } from './exchange.ts'

/** Writes down what the person allowed, and answers with what the response type names. */
export async function issueAnswer(
  exchange: AuthorizeExchange,
  {
    session,
    scopes,
    openings,
  }: { session: SignedIn; scopes: readonly string[]; openings: readonly Opening[] },
) {
  const { tenant, application, request, facts } = exchange
  const { clientId, redirectUri, responseType, nonce, codeChallenge } = facts
  const asksForToken = asksFor(responseType, 'token') || asksFor(responseType, 'id_token')
  const scripted = asksForToken
    ? await scriptClaims(tenant, { application, userId: session.userId })
    : { scriptClaims: [] }
  if ('refused' in scripted) return refuseClient(exchange, scripted.refused)
  const written = await tenant.database.write(async (tx) => {
    const authorizationId = await insertAuthorization(tx, {
      application,
      userId: session.userId,
      clientId: clientId ?? '',
      scopes,
      openings,
      sessionMac: session.sessionMac,
      authTime: session.authTime,
      at: tenant.clock(),
    })
    if (authorizationId === null) return null
    const code = asksFor(responseType, 'code')
      ? await insertCode(tx, tenant, { authorizationId, redirectUri, nonce, codeChallenge })
      : undefined
    return { authorizationId, code }
  })
  // Signed out elsewhere while this was asked
  if (written === null) return refuseClient(exchange, judge([personSignedIn], { signedIn: false }))
  const { authorizationId, code } = written
  const person = await readPerson(tenant, session.userId)
  if (person === null) throw new Error('The person was deleted while signing in')
  const asked = tokenOfPerson({
    tenant,
    // The front channel asks for no secret
    facts: { application, client: { id: clientId ?? '', secretId: null } },
    way: 'Implicit',
    allowed: { authorization_id: authorizationId, auth_time: session.authTime },
    subject: { id: session.userId, name: session.userName },
    scopes,
    nonce,
  })
  const token = { ...asked, ...scripted }
  const scope = scopes.join(' ')
  if (!asksFor(responseType, 'token'))
    countAsked(tenant, { application, clientId, way: 'AuthorizationCode', asked: facts.requestedScopes })
  const accessToken = asksFor(responseType, 'token') ? await issueAccessToken(tenant, token) : undefined
  const idToken = asksFor(responseType, 'id_token')
    ? await signIdToken(tenant.keyRing, { ...token, person, accessToken, code })
    : undefined
  const by = authorOfSession(tenant, request, session)
  await tenant.events.record(by, {
    type: 'Cloud.OAuth2.Authorize.Granted',
    ...about(application),
    detail: { clientId, redirectUri, responseType, scope },
  })
  if (accessToken !== undefined) {
    noteUse(tenant, application.id)
    countToken(tenant, { token, asked: facts.requestedScopes })
    await tenant.events.record(by, {
      type: 'Cloud.OAuth2.Token.Issued',
      ...about(application),
      detail: { clientId, scope, expiresIn: lifetimeOf(token), jti: token.tokenId },
    })
  }
  return answerClient(exchange, {
    code,
    id_token: idToken,
    ...(accessToken === undefined
      ? {}
      : {
          access_token: accessToken,
          token_type: 'Bearer',
          expires_in: String(lifetimeOf(token)),
          scope,
        }),
  })
}
