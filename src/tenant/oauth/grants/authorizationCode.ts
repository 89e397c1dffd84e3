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
import { hasEnded } from '../../directory/loginSession.ts'
import { readUser } from '../../directory/readUser.ts'
import type { Tenant } from '../../tenant.ts'
import type { CodeFacts, TokenFacts } from '../facts.ts'
import { newTokenId } from '../issue/accessToken.ts'
import { userFacts } from '../read/clientFacts.ts'
import { revokeToken } from '../revokedTokens.ts'
import { scopesOf } from '../scopes.ts'
import type { Grant } from './grant.ts'

type Redemption = TokenFacts & CodeFacts & { applicationRowKey: string }

const proofs = [clientKnown, clientEnabled, clientIsOAuthClient, clientAuthenticated]

/** A code for a token (RFC 6749 §4.1.3). The client proves itself before the code is looked at, so a failed try burns no code. */
const checks = [
  ...proofs,
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
  const sent = form.get('code') ?? ''
  const code = await findCode(tenant, sent)
  const redemption: Redemption = {
    ...facts,
    applicationRowKey: application.id,
    code,
    redirectUri: form.get('redirect_uri'),
    verifier,
    challengeOfVerifier: verifier === null ? null : createHash('sha256').update(verifier).digest('base64url'),
    sessionEnded: code?.session_mac ? await hasEnded(tenant, code.session_mac) : false,
    user: code === null ? null : await userFacts(tenant, application, code.user_id),
    now: tenant.clock(),
  }
  const verdict = judge(checks, redemption)
  const user = code === null ? null : await readUser(tenant.database.read, { id: code.user_id })
  if (verdict.refusal || code === null || user === null) {
    await revokeIfReplayed(tenant, redemption)
    return { refused: verdict }
  }
  const tokenId = newTokenId(application.id)
  // Of parallel redemptions one gets the row (F2); for the others the code is used, as if they had come later.
  if (!(await consumeCode(tenant, code.code_mac, tokenId))) {
    const late = { ...redemption, code: await findCode(tenant, sent) }
    await revokeIfReplayed(tenant, late)
    return { refused: judge(checks, late) }
  }
  const token = {
    application,
    tenantUrl: tenant.url,
    clientId: client.id,
    subject: user.row,
    scopes: scopesOf(code.scope) ?? [],
    nonce: code.nonce,
    tokenId,
    authTime: code.auth_time,
    now: redemption.now,
  }
  return { token, person: { displayName: user.row.display_name, mail: user.config.account.mail } }
}

/** RFC 6749 §4.1.2: of a code that comes twice somebody else has a copy, who may have been the first (AS-03). */
async function revokeIfReplayed(tenant: Tenant, { code, ...facts }: Redemption): Promise<void> {
  if (!code?.token_id) return
  const verdict = judge([...proofs, codeOfClient], { code, ...facts })
  if (verdict.refusal === null) await revokeToken(tenant, code.token_id)
}
