import type { Generated } from 'kysely'

/** What programs got of people's sign-ins, and may use. */
export type AuthorizationTables = {
  authorization: AuthorizationTable
  authorization_code: AuthorizationCodeTable
  refresh_token: RefreshTokenTable
  opaque_token: OpaqueTokenTable
  consent: ConsentTable
  revoked_token: { token_id: string; expires_at: number }
}

/** What a person once allowed a client. Its code, refresh tokens and access tokens end with it. */
type AuthorizationTable = {
  id: string
  application_id: string
  user_id: string
  client_id: string
  scope: string
  /** What the scopes opened for the person when they were allowed, as JSON; null where that is no limit (oauth/opening.ts). */
  opened: string | null
  /** The login session in which it was given; null without one. */
  session_mac: string | null
  /** The client secret that it was redeemed with last; null before, and for clients that have none. */
  secret_id: string | null
  auth_time: number
  created_at: number
  /** When nothing that came of it can be alive any more. */
  expires_at: number
  ended_at: number | null
  /** Of the session: `auth_time` is a proof on a page of ours. */
  on_page: number
  /** Of the session: through which identity provider; null for our own directories. */
  identity_provider_id: Generated<string | null>
}

type AuthorizationCodeTable = {
  code_mac: string
  authorization_id: string
  redirect_uri: string
  nonce: string | null
  code_challenge: string | null
  expires_at: number
  consumed_at: number | null
}

type RefreshTokenTable = {
  token_mac: string
  authorization_id: string
  created_at: number
  /** Of the first token of its line: rotation prolongs nothing. */
  expires_at: number
  consumed_at: number | null
}

/** The claims of an access token that says nothing by itself, as JSON. */
type OpaqueTokenTable = { token_mac: string; claims: string; expires_at: number }

/** What a person answered a client of an application, scope by scope, as JSON (oauth/consents.ts). */
type ConsentTable = {
  application_id: string
  user_id: string
  client_id: string
  answers: string
  given_at: number
}
