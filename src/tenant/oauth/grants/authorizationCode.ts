import { createHash } from 'node:crypto'
import type { Tenant } from '../../tenant.ts'
import { bindToSecret, endAuthorization } from '../authorizations.ts'
import { signInAgainAfter } from '../../federation/signInAgainAfter.ts'
import { refreshLife } from '../lifetimes.ts'
import { judge, judgeAll } from '../check.ts'
import { authMethodAllowed } from '../checks/authMethodAllowed.ts'
import { codeLive } from '../checks/codeLive.ts'
import { codeOfClient } from '../checks/codeOfClient.ts'
import { parametersSent } from '../checks/parametersSent.ts'
import { personMayRun } from '../checks/personMayRun.ts'
import { proofs } from '../checks/proofs.ts'
import { sameRedirect } from '../checks/sameRedirect.ts'
import { verifierMatches } from '../checks/verifierMatches.ts'
import { consumeCode, findCode, type FoundCode } from '../codes.ts'
import type { CodeFacts, TokenFacts } from '../facts.ts'
import { withScriptClaims } from '../issue/scriptClaims.ts'
import { userFacts } from '../read/clientFacts.ts'
import { missingIn } from '../read/form.ts'
import { readPerson } from '../read/person.ts'
import { insertRefreshToken } from '../refreshTokens.ts'
import { scopesOf } from '../scopes.ts'
import type { TokenGrant } from './tokenGrant.ts'
import { tokenOfPerson } from './tokenOfPerson.ts'

type Redemption = TokenFacts & CodeFacts & { missing: readonly string[] }

/** A code for a token (RFC 6749 §4.1.3). The client proves itself before the code is looked at, so a failed try burns no code. */
const ofClient = [...proofs, authMethodAllowed]
const checks = [
  ...ofClient,
  parametersSent,
  codeLive,
  codeOfClient,
  sameRedirect,
  verifierMatches,
  personMayRun,
]

export const authorizationCode: TokenGrant = async ({ tenant, form, facts }) => {
  const { application } = facts
  const verifier = form.get('code_verifier')
  const sent = form.get('code') ?? ''
  const code = await findCode(tenant, sent)
  const redemption: Redemption = {
    ...facts,
    missing: missingIn(form, 'code', 'redirect_uri'),
    code,
    redirectUri: form.get('redirect_uri'),
    verifier,
    challengeOfVerifier: verifier === null ? null : createHash('sha256').update(verifier).digest('base64url'),
    user: code === null ? null : await userFacts(tenant, application, code.user_id),
    now: tenant.clock(),
  }
  const verdict = judge(checks, redemption)
  const person = code === null ? null : await readPerson(tenant, code.user_id)
  if (verdict.refusal || code === null || person === null) {
    await endIfReplayed(tenant, redemption)
    // Anybody can have a client ask with a made-up code
    const madeUp = code === null && verdict.judgements.at(-1)?.id === codeLive.id
    return { refused: madeUp ? { ...verdict, ofStranger: true } : verdict }
  }
  const asked = tokenOfPerson({
    tenant,
    facts,
    way: 'AuthorizationCode',
    allowed: code,
    subject: { id: code.user_id, name: person.name },
    scopes: scopesOf(code.scope) ?? [],
    nonce: code.nonce,
  })
  const scripted = await withScriptClaims(tenant, asked)
  if ('refused' in scripted) return scripted
  const redeemed = await redeem(tenant, { ...redemption, code })
  // Of parallel redemptions one gets the row (F2); for the others the code is used, as if they had come later.
  if (redeemed === null) {
    const late = { ...redemption, code: await findCode(tenant, sent) }
    await endIfReplayed(tenant, late)
    return { refused: judge(checks, late) }
  }
  return { ...scripted, person, refreshToken: redeemed.refreshToken }
}

/** What a client meets that redeems a code of its own as it should. */
export const previewAuthorizationCode = (facts: TokenFacts & Pick<CodeFacts, 'user'>) =>
  judgeAll([...ofClient, personMayRun], facts)

/** Null for all but one caller. */
function redeem(
  tenant: Tenant,
  { application, client, code, now }: Redemption & { code: FoundCode },
): Promise<{ refreshToken: string | null } | null> {
  return tenant.database.write(async (tx) => {
    if (!(await consumeCode(tx, code.code_mac, now))) return null
    await bindToSecret(tx, {
      id: code.authorization_id,
      before: code.secret_id,
      secretId: client.secretId,
    })
    const life = refreshLife(application)
    const refreshToken =
      life === 0
        ? null
        : await insertRefreshToken(tx, tenant, {
            authorizationId: code.authorization_id,
            expiresAt: Math.min(now + life, (await signInAgainAfter(tx, code.authorization_id)) ?? Infinity),
          })
    return { refreshToken }
  })
}

/** RFC 6749 §4.1.2: of a code that comes twice somebody else has a copy, who may have been the first (AS-03). */
async function endIfReplayed(tenant: Tenant, { code, ...facts }: Redemption): Promise<void> {
  if (code === null || code.consumed_at === null) return
  const verdict = judge([...proofs, codeOfClient], { code, ...facts })
  if (verdict.refusal === null) await endAuthorization(tenant, code.authorization_id)
}
