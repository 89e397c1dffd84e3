import { clientAuthenticated } from './clientAuthenticated.ts'
import { clientEnabled } from './clientEnabled.ts'
import { clientIsOAuthClient } from './clientIsOAuthClient.ts'
import { clientKnown } from './clientKnown.ts'

/** Who asks: the checks that come before all others, so that a stranger learns nothing of what they judge. */
export const proofs = [clientKnown, clientEnabled, clientIsOAuthClient, clientAuthenticated]
