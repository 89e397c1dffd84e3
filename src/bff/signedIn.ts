export type User = { id: string; name: string; displayName: string }

/** What the tenant gave after a sign-in. */
export type SignedIn = {
  user: User
  token: string
  idToken: string | undefined
  /** Seconds; undefined when the tenant does not say. */
  tokenLifetime: number | undefined
}
