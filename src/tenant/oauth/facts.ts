import type { Application } from '#schema/application/wire.ts'
import type { Row } from '../store/tables.ts'
import type { FoundCode } from './codes.ts'
import type { GrantType } from './grants/methodOfGrant.ts'
import type { FoundRefreshToken } from './refreshTokens.ts'

/** What checks look at. Everything is read before judging, so that checks are pure functions. */

/** The party that asks for a token, as far as it is known. */
export type ClientFacts = {
  /** As sent. */
  id: string
  /** How it proved itself. `none` is a public client. */
  method: 'basic' | 'form' | 'none'
  /** The directory user that a confidential client is (OAuth2 Client, OAuth2 Server); null for an unknown name. */
  user: UserFacts | null
  /** Whether the secret fits; null when none was sent or there is nothing to compare it with. */
  secretMatches: boolean | null
  /** The secret that fits; null for none. */
  secretId: string | null
}

export type UserFacts = {
  id: string
  name: string
  state: Row<'user'>['state']
  oauthClient: boolean
  /** Gets tokens that no application limits. */
  tokensWithoutApplication: boolean
  /** Has Run on the application, itself or through a role. */
  mayRun: boolean
}

/** A request at the token endpoint. */
export type TokenFacts = {
  application: Application
  grantType: GrantType
  client: ClientFacts
  /** The scopes asked for; null when the parameter is missing. */
  requestedScopes: readonly string[] | null
}

/** A code that was found, and what was sent to redeem it. */
export type CodeFacts = {
  code: FoundCode | null
  redirectUri: string | null
  verifier: string | null
  /** base64url(SHA-256(verifier)), computed before judging. */
  challengeOfVerifier: string | null
  user: UserFacts | null
  now: number
}

/** A refresh token that was found. */
export type RefreshFacts = {
  refreshToken: FoundRefreshToken | null
  user: UserFacts | null
  now: number
}

/** A name and password that a program sent for a person. */
export type PasswordFacts = {
  /** The identity provider at which people of that name sign in; null for none. */
  signsInAt: string | null
  /** The directory that has to say and does not answer; null for none. */
  silentDirectory: string | null
  /** Why the sign-in fails, for the event; null when it is good. */
  passwordFault: string | null
  /** Whether the right password has to be replaced before it gives anything. */
  passwordToChange: boolean
  user: UserFacts | null
}

/** A request at the authorization endpoint. */
export type AuthorizeFacts = {
  application: Application
  clientId: string | null
  redirectUri: string | null
  responseType: string | null
  responseMode: string | null
  /** The scopes asked for; null when the parameter is missing. */
  requestedScopes: readonly string[] | null
  nonce: string | null
  codeChallenge: string | null
  codeChallengeMethod: string | null
  /** A parameter that hands the request over in another way, which this server does not take. */
  unsupportedParameter: string | null
}
