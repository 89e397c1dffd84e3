import { judge, type Verdict } from '../check.ts'
import { authMethodAllowed } from '../checks/authMethodAllowed.ts'
import { clientAuthenticated } from '../checks/clientAuthenticated.ts'
import { clientEnabled } from '../checks/clientEnabled.ts'
import { clientIsOAuthClient } from '../checks/clientIsOAuthClient.ts'
import { clientKnown } from '../checks/clientKnown.ts'
import { codeLive } from '../checks/codeLive.ts'
import { codeOfClient } from '../checks/codeOfClient.ts'
import { personMayRun } from '../checks/personMayRun.ts'
import { sameRedirect } from '../checks/sameRedirect.ts'
import { verifierMatches } from '../checks/verifierMatches.ts'
import { tokenTypeIssued } from '../checks/tokenTypeIssued.ts'
import type { CodeFacts, TokenFacts } from '../facts.ts'

export type CodeRedemption = TokenFacts & CodeFacts & { applicationRowKey: string }

/** A code for a token (RFC 6749 §4.1.3). The client proves itself before the code is looked at, so a failed try burns no code. */
const checks = [
  clientKnown,
  clientEnabled,
  clientIsOAuthClient,
  clientAuthenticated,
  authMethodAllowed,
  tokenTypeIssued,
  codeLive,
  codeOfClient,
  sameRedirect,
  verifierMatches,
  personMayRun,
]

export const judgeAuthorizationCode = (facts: CodeRedemption): Verdict => judge(checks, facts)
