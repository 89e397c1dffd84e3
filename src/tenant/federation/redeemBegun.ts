import type { Tenant } from '../tenant.ts'
import { redeem, type Came } from './providerClient.ts'
import type { ProviderKeys } from './providerKeys.ts'
import { redirectUrlOf, type Ready } from './providers.ts'
import { secretsOf, type Begun } from './signInCookie.ts'

/** Who came, by the answer to a sign-in that was begun in this browser. Throws FederationFault. */
export function redeemBegun(
  tenant: Tenant,
  keys: ProviderKeys,
  { ready, answer, begun }: { ready: Ready; answer: URLSearchParams; begun: Begun & { secret: string } },
): Promise<Came> {
  const { state, nonce, verifier } = secretsOf(tenant, begun.secret)
  return redeem(
    { tenant, keys, client: ready.client },
    {
      answer,
      callback: redirectUrlOf(tenant, begun.identityProvider),
      secrets: { state, nonce, verifier: begun.pkce ? verifier : undefined },
      maxAge: begun.maxAge,
    },
  )
}
