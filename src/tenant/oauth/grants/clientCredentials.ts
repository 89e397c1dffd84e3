import { judge, judgeAll } from '../check.ts'
import { authMethodAllowed } from '../checks/authMethodAllowed.ts'
import { proofs } from '../checks/proofs.ts'
import { runPermission } from '../checks/runPermission.ts'
import { scopeKnown } from '../checks/scopeKnown.ts'
import type { TokenFacts } from '../facts.ts'
import { withScriptClaims } from '../issue/scriptClaims.ts'
import { newTokenId } from '../issue/tokenId.ts'
import { grantedScopes } from '../scopes.ts'
import type { TokenGrant } from './tokenGrant.ts'

/** A program acts for itself (RFC 6749 §4.4). */
const checks = [...proofs, authMethodAllowed, runPermission, scopeKnown]

export const clientCredentials: TokenGrant = async ({ tenant, facts }) => {
  const { application, client } = facts
  const verdict = judge(checks, facts)
  if (verdict.refusal || client.user === null) return { refused: verdict }
  const now = tenant.clock()
  const scripted = await withScriptClaims(tenant, {
    application,
    tenantUrl: tenant.url,
    clientId: client.user.name,
    subject: client.user,
    scopes: grantedScopes(facts),
    nonce: null,
    tokenId: newTokenId({
      applicationId: application.id,
      authorizationId: null,
      way: 'ClientCreds',
      secretId: client.secretId,
    }),
    authTime: now,
    now,
  })
  return 'refused' in scripted ? scripted : { ...scripted, person: null, refreshToken: null }
}

export const previewClientCredentials = (facts: TokenFacts) => judgeAll(checks, facts)
