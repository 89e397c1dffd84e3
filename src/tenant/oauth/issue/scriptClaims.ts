import type { Place } from '#platform/queue.ts'
import type { Application } from '#schema/application/wire.ts'
import { runClaimsScript } from '../../claimsScript/runClaimsScript.ts'
import type { Claim, ScriptOutcome, ScriptUser } from '../../claimsScript/script.ts'
import { scriptTenant } from '../../claimsScript/scriptTenant.ts'
import { scriptUser } from '../../claimsScript/scriptUser.ts'
import type { Tenant } from '../../tenant.ts'
import { judge, type Verdict } from '../check.ts'
import { claimsScriptRuns } from '../checks/claimsScriptRuns.ts'
import type { TokenRequest } from './tokenRequest.ts'

/** A token with what the application's claims script says about it: the only kind that can be issued. */
export type ScriptedToken<Token extends TokenRequest = TokenRequest> = Token & {
  scriptClaims: readonly Claim[]
}

/** Asked before anything that is good once is used up, so that a client can try again when the script has been mended. */
export async function withScriptClaims<Token extends TokenRequest>(
  tenant: Tenant,
  token: Token,
): Promise<{ token: ScriptedToken<Token> } | { refused: Verdict }> {
  const asked = await scriptClaims(tenant, { application: token.application, userId: token.subject.id })
  return 'refused' in asked ? asked : { token: { ...token, ...asked } }
}

/** What the application's script adds to tokens for this user, or the refusal when it fails. */
export async function scriptClaims(
  tenant: Tenant,
  { application, userId }: { application: Application | null; userId: string },
): Promise<{ scriptClaims: readonly Claim[] } | { refused: Verdict }> {
  if (!hasScript(application)) return { scriptClaims: [] }
  const { claims, fault } = await outcomeFor(
    tenant,
    application,
    await scriptUser(tenant.database.read, userId),
    // One application's slow script makes its own tokens wait
    { turn: application.id },
  )
  const verdict = judge([claimsScriptRuns], { scriptFault: fault })
  return verdict.refusal ? { refused: verdict } : { scriptClaims: claims }
}

/** Of the templates that have none the setting is empty (categoriesOf.ts). */
export const hasScript = (application: Application | null): application is Application =>
  application !== null && application.config.advanced.claimsScript.trim() !== ''

export async function outcomeFor(
  tenant: Tenant,
  { config }: Application,
  user: ScriptUser | null,
  place?: Place,
): Promise<ScriptOutcome> {
  if (user === null)
    return { claims: [], fault: { message: 'The user is no longer there.', line: null }, milliseconds: 0 }
  return runClaimsScript({ script: config.advanced.claimsScript, user, tenant: scriptTenant(tenant) }, place)
}
