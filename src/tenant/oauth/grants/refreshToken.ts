import type { Tenant } from '../../tenant.ts'
import { bindToSecret, endAuthorization } from '../authorizations.ts'
import { judge } from '../check.ts'
import { authMethodAllowed } from '../checks/authMethodAllowed.ts'
import { parametersSent } from '../checks/parametersSent.ts'
import { personMayRun } from '../checks/personMayRun.ts'
import { proofs } from '../checks/proofs.ts'
import { refreshAllowed } from '../checks/refreshAllowed.ts'
import { refreshTokenLive } from '../checks/refreshTokenLive.ts'
import { refreshTokenOfClient } from '../checks/refreshTokenOfClient.ts'
import { scopeNotWider } from '../checks/scopeNotWider.ts'
import { isPublicClient } from '../clientKind.ts'
import type { RefreshFacts, TokenFacts } from '../facts.ts'
import { withScriptClaims } from '../issue/scriptClaims.ts'
import { userFacts } from '../read/clientFacts.ts'
import { missingIn } from '../read/form.ts'
import { readPerson } from '../read/person.ts'
import {
  consumeRefreshToken,
  findRefreshToken,
  insertRefreshToken,
  type FoundRefreshToken,
} from '../refreshTokens.ts'
import { scopesOf, stillDefined } from '../scopes.ts'
import type { TokenGrant } from './tokenGrant.ts'
import { tokenOfPerson } from './tokenOfPerson.ts'

type Refresh = TokenFacts & RefreshFacts & { missing: readonly string[] }

/** A refresh token for another access token (RFC 6749 §6). */
const checks = [
  ...proofs,
  authMethodAllowed,
  refreshAllowed,
  parametersSent,
  refreshTokenLive,
  refreshTokenOfClient,
  personMayRun,
  scopeNotWider,
]

export const refreshToken: TokenGrant = async ({ tenant, form, facts }) => {
  const sent = form.get('refresh_token') ?? ''
  const found = await findRefreshToken(tenant, sent)
  const refresh: Refresh = {
    ...facts,
    missing: missingIn(form, 'refresh_token'),
    refreshToken: found,
    user: found === null ? null : await userFacts(tenant, facts.application, found.user_id),
    now: tenant.clock(),
  }
  const verdict = judge(checks, refresh)
  const person = found === null ? null : await readPerson(tenant, found.user_id)
  if (verdict.refusal || found === null || person === null) {
    await endIfReplayed(tenant, refresh)
    return { refused: verdict }
  }
  const granted = scopesOf(found.scope) ?? []
  const asked = tokenOfPerson({
    tenant,
    facts,
    way: 'AuthorizationCode',
    allowed: found,
    subject: { id: found.user_id, name: person.name },
    scopes: stillDefined(facts.application, facts.requestedScopes ?? granted),
    nonce: null,
  })
  const scripted = await withScriptClaims(tenant, asked)
  if ('refused' in scripted) return scripted
  const next = await spend(tenant, { facts, found, at: refresh.now })
  // Of parallel refreshes one gets the row (F2); for the others the token is used, as if they had come later.
  if (next === null && rotates(facts)) {
    const late = { ...refresh, refreshToken: await findRefreshToken(tenant, sent) }
    await endIfReplayed(tenant, late)
    return { refused: judge(checks, late) }
  }
  return { ...scripted, person, refreshToken: next }
}

/** AS-05: always for clients without a secret, for others by the application's setting. */
const rotates = ({ application, client }: TokenFacts) =>
  application.config.tokens.rotateRefreshTokens || isPublicClient(application, client)

/** The next refresh token: where they rotate null for all but one caller, else always. */
async function spend(
  tenant: Tenant,
  { facts, found, at }: { facts: TokenFacts; found: FoundRefreshToken; at: number },
): Promise<string | null> {
  const { authorization_id: id, expires_at: expiresAt, secret_id: before } = found
  const { secretId } = facts.client
  const bound = { id, before, secretId }
  if (rotates(facts))
    return tenant.database.write(async (tx) => {
      if (!(await consumeRefreshToken(tx, found.token_mac, at))) return null
      await bindToSecret(tx, bound)
      return insertRefreshToken(tx, tenant, { authorizationId: id, expiresAt })
    })
  if (secretId !== before) await tenant.database.write((tx) => bindToSecret(tx, bound))
  return null
}

/** RFC 9700 §4.14.2: of a token that comes twice somebody else has a copy; the whole line ends (AS-05). */
async function endIfReplayed(tenant: Tenant, { refreshToken, ...facts }: Refresh): Promise<void> {
  if (refreshToken === null || refreshToken.consumed_at === null) return
  const verdict = judge([...proofs, refreshTokenOfClient], { refreshToken, ...facts })
  if (verdict.refusal === null) await endAuthorization(tenant, refreshToken.authorization_id)
}
