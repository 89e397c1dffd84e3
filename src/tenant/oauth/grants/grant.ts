import type { Tenant } from '../../tenant.ts'
import type { Verdict } from '../check.ts'
import type { TokenFacts } from '../facts.ts'
import type { TokenRequest } from '../issue/accessToken.ts'
import type { Form } from '../read/form.ts'

/** What a grant is given: the request, and what is known of application and client. */
export type GrantRequest = { tenant: Tenant; form: Form; facts: TokenFacts }

/** The person of a sign-in, for an ID token. */
export type Person = { displayName: string; mail: string }

export type GrantOutcome = { refused: Verdict } | { token: TokenRequest; person: Person | null }

/** Reads what the grant needs, judges it, uses up what is good once, and says which token follows. */
export type Grant = (request: GrantRequest) => Promise<GrantOutcome>
