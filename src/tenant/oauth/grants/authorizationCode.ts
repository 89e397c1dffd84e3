import { createHash } from 'node:crypto'
import { judge } from '../check.ts'
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
import { consumeCode, findCode } from '../codes.ts'
import type { CodeFacts, TokenFacts } from '../facts.ts'
import { userFacts } from '../read/clientFacts.ts'
import { scopesOf } from '../scopes.ts'
import type { Grant } from './grant.ts'

type Redemption = TokenFacts & CodeFacts & { applicationRowKey: string }

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

export const authorizationCode: Grant = async ({ tenant, form, facts }) => {
  const { application, client } = facts
  const verifier = form.get('code_verifier')
  const code = await findCode(tenant, form.get('code') ?? '')
  const redemption: Redemption = {
    ...facts,
    applicationRowKey: application.id,
    code,
    redirectUri: form.get('redirect_uri'),
    verifier,
    challengeOfVerifier: verifier === null ? null : createHash('sha256').update(verifier).digest('base64url'),
    user: code === null ? null : await userFacts(tenant, application, code.user_id),
    now: tenant.clock(),
  }
  const verdict = judge(checks, redemption)
  if (verdict.refusal || code === null) return { refused: verdict }
  // Of parallel redemptions one gets the row (F2); for the others the code is used, as if they had come later.
  if (!(await consumeCode(tenant, code.code_mac)))
    return { refused: judge(checks, { ...redemption, code: { ...code, consumed_at: redemption.now } }) }

  const user = await tenant.database.read
    .selectFrom('user')
    .select(['id', 'name', 'display_name', 'mail_key'])
    .where('id', '=', code.user_id)
    .executeTakeFirstOrThrow()
  const token = {
    application,
    tenantUrl: tenant.url,
    clientId: client.id,
    subject: user,
    scopes: scopesOf(code.scope) ?? [],
    nonce: code.nonce,
    authTime: code.auth_time,
    now: redemption.now,
  }
  return { token, person: { displayName: user.display_name, mail: user.mail_key } }
}
