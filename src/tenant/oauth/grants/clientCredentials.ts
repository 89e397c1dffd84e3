import { judge, judgeAll } from '../check.ts'
import { authMethodAllowed } from '../checks/authMethodAllowed.ts'
import { clientAuthenticated } from '../checks/clientAuthenticated.ts'
import { clientEnabled } from '../checks/clientEnabled.ts'
import { clientIsOAuthClient } from '../checks/clientIsOAuthClient.ts'
import { clientKnown } from '../checks/clientKnown.ts'
import { runPermission } from '../checks/runPermission.ts'
import { scopeKnown } from '../checks/scopeKnown.ts'
import { tokenTypeIssued } from '../checks/tokenTypeIssued.ts'
import type { TokenFacts } from '../facts.ts'
import { newTokenId } from '../issue/accessToken.ts'
import { definedScopes } from '../scopes.ts'
import type { Grant } from './grant.ts'

/** A program acts for itself (RFC 6749 §4.4). Who it is comes before what it may, so a stranger learns nothing. */
const checks = [
  clientKnown,
  clientEnabled,
  clientIsOAuthClient,
  clientAuthenticated,
  authMethodAllowed,
  tokenTypeIssued,
  runPermission,
  scopeKnown,
]

export const clientCredentials: Grant = async ({ tenant, facts }) => {
  const { application, client } = facts
  const verdict = judge(checks, facts)
  if (verdict.refusal || client.user === null) return { refused: verdict }
  const now = tenant.clock()
  const token = {
    application,
    tenantUrl: tenant.url,
    clientId: client.user.name,
    subject: client.user,
    scopes: grantedScopes(facts),
    nonce: null,
    tokenId: newTokenId(application.id),
    authTime: now,
    now,
  }
  return { token, person: null }
}

export const previewClientCredentials = (facts: TokenFacts) => judgeAll(checks, facts)

/** Without a scope parameter: every scope of the application. */
export const grantedScopes = ({
  application,
  requestedScopes,
}: Pick<TokenFacts, 'application' | 'requestedScopes'>) => requestedScopes ?? definedScopes(application)
