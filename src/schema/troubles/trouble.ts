/** A kind of failure as people meet it: what it is called, what is told to whoever meets it, why it happens and what ends it. */
export type Trouble = { title: string; told: string; cause: string; cure: string }

/** Who has to do something about it. */
export type MendedBy = 'client' | 'tenant' | 'person' | 'identityProvider'

/**
 * What a check that failed means. `at` is where it is mended here: a setting of the application ("tokens.authMethods"), the application's
 * redirects wherever its template keeps them, the user who was named, or a tab of the identity provider.
 */
export type FailedCheck<Id extends string = string> = {
  trouble: Id
  why: string
  by: MendedBy
  /** What the owner of the client can do, where the cure speaks of settings here. */
  tell?: string
  at?: Place
}

export type Place =
  | `${'tokens' | 'scope' | 'userAccess' | 'generalUsage' | 'advanced' | 'trust' | 'description'}.${string}`
  | 'redirects'
  | 'postLogoutRedirects'
  | 'user'
  | `identityProvider.${'settings' | 'inboundMetadata' | 'outboundMetadata' | 'authentication'}`
