import { judge, judgeAll, type Verdict } from '../check.ts'
import { authMethodAllowed } from '../checks/authMethodAllowed.ts'
import { clientAuthenticated } from '../checks/clientAuthenticated.ts'
import { clientEnabled } from '../checks/clientEnabled.ts'
import { clientIsOAuthClient } from '../checks/clientIsOAuthClient.ts'
import { clientKnown } from '../checks/clientKnown.ts'
import { runPermission } from '../checks/runPermission.ts'
import { scopeKnown } from '../checks/scopeKnown.ts'
import { tokenTypeIssued } from '../checks/tokenTypeIssued.ts'
import type { TokenFacts } from '../facts.ts'
import { definedScopes } from '../scopes.ts'

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

export const judgeClientCredentials = (facts: TokenFacts): Verdict => judge(checks, facts)

export const previewClientCredentials = (facts: TokenFacts) => judgeAll(checks, facts)

/** Without a scope parameter: every scope of the application. */
export const grantedScopes = ({
  application,
  requestedScopes,
}: Pick<TokenFacts, 'application' | 'requestedScopes'>) => requestedScopes ?? definedScopes(application)
