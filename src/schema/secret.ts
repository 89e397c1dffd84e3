import { z } from 'zod'
import { unseenFault } from './unseen.ts'
import { upTo } from './upTo.ts'

/** Who proves itself with secrets: a confidential client of the directory, or an OpenID Connect application by its row key. */
export const secretOwner = z.object({ type: z.enum(['user', 'application']), id: upTo(300) })
export type SecretOwner = z.output<typeof secretOwner>

/** The present one and the one that follows it: a third would never be missed (CL-02). */
export const mostLiveSecrets = 2

export const longestSecretLabel = 100

export const secretLabel = upTo(longestSecretLabel, z.string().trim())
  .min(1, 'Say what the secret is for, so that people know which one to revoke.')
  .check(({ value, issues }) => {
    const message = unseenFault(value)
    if (message) issues.push({ code: 'custom', input: value, message })
  })

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
