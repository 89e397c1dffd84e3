import type { Tenant } from '../../tenant.ts'
import type { Verdict } from '../check.ts'
import type { TokenFacts } from '../facts.ts'
import type { Person } from '../issue/person.ts'
import type { ScriptedToken } from '../issue/scriptClaims.ts'
import type { Form } from '../read/form.ts'

/** What a grant is given: the request, and what is known of application and client. */
export type GrantRequest = {
  tenant: Tenant
  form: Form
  facts: TokenFacts
  /** The address of who asks, and the request's ID. */
  from: { source: string; correlationId: string }
}

export type Issue = {
  token: ScriptedToken
  /** Of a sign-in, for an ID token. */
  person: Person | null
  refreshToken: string | null
}

export type GrantOutcome =
  | Issue
  | { refused: Verdict }
  /** Too many failed attempts: milliseconds until the next. */
  | { wait: number }

/** Reads what the grant needs, judges it, uses up what is good once, and says which token follows. */
export type TokenGrant = (request: GrantRequest) => Promise<GrantOutcome>
