import { clientAuthenticated } from './clientAuthenticated.ts'
import { clientEnabled } from './clientEnabled.ts'
import { clientIsOAuthClient } from './clientIsOAuthClient.ts'
import { clientKnown } from './clientKnown.ts'

/** The checks of who asks. They come before all others, so that a stranger learns nothing from those. */
export const proofs = [clientKnown, clientEnabled, clientIsOAuthClient, clientAuthenticated]
