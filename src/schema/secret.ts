import { z } from 'zod'

/** Who proves itself with secrets: a confidential client of the directory, or an OpenID Connect application by its row key. */
export const secretOwner = z.object({ type: z.enum(['user', 'application']), id: z.string() })
export type SecretOwner = z.output<typeof secretOwner>

/** The present one and the one that follows it: a third would never be missed (CL-02). */
export const mostLiveSecrets = 2

export const longestSecretLabel = 100

export const secretLabel = z
  .string()
  .trim()
  .min(1, 'Say what the secret is for, so that people know which one to revoke.')
  .max(longestSecretLabel, `Use at most ${longestSecretLabel} characters.`)

/** What may be known of a secret once it is made. Moments are milliseconds since 1970. */
export const secretHead = z.object({
  id: z.string(),
  /** Empty for one that was set as the password of the account. */
  label: z.string(),
  createdAt: z.number(),
  expiresAt: z.number().nullable(),
  lastUsedAt: z.number().nullable(),
})
export type SecretHead = z.output<typeof secretHead>

export const isLive = ({ expiresAt }: Pick<SecretHead, 'expiresAt'>, now: number) =>
  expiresAt === null || expiresAt > now
