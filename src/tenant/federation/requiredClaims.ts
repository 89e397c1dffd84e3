import { textsOf, type Claims } from './claims.ts'
import { cannotSignIn, FederationFault } from './federationFault.ts'
import type { StoredIdentityProvider } from './readIdentityProvider.ts'

type Judged = { claim: string; values: readonly string[]; sent: string[]; passed: boolean }

/** What of each required claim was sent (RP-17, FC-08). */
export const judgeRequiredClaims = (
  { config }: Pick<StoredIdentityProvider, 'config'>,
  claims: Claims,
): Judged[] =>
  config.authentication.requiredClaims.map(({ claim, values }) => {
    const sent = textsOf(claims, claim)
    return { claim, values, sent, passed: sent.some((each) => values.includes(each)) }
  })

/** Holds that every required claim is there, with a value that is accepted. Before anything is looked for. */
export function holdRequiredClaims(stored: StoredIdentityProvider, claims: Claims): void {
  const lacking = judgeRequiredClaims(stored, claims).find(({ passed }) => !passed)
  if (!lacking) return
  const { claim, values, sent } = lacking
  throw new FederationFault('claimRequired', {
    text: cannotSignIn(stored.row.name),
    expected: `${claim} is ${values.join(' or ')}`,
    seen: sent.length === 0 ? `${claim} is missing` : `${claim} is ${sent.join(', ')}`,
  })
}
