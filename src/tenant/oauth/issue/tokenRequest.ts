import type { Application } from '#schema/application/wire.ts'

/** What a token is asked to say. */
export type TokenRequest = {
  /** Null for a token of the platform itself, which has no scopes. */
  application: Application | null
  tenantUrl: string
  clientId: string
  subject: { id: string; name: string }
  scopes: readonly string[]
  nonce: string | null
  /** The jti. */
  tokenId: string
  /** Milliseconds: when the person or client proved who it is. */
  authTime: number
  /** Milliseconds. */
  now: number
}
