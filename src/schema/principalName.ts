import { z } from 'zod'

/** The name of a role or group. */
export const principalName = (kind: 'role' | 'group') =>
  z.string().trim().min(1, `Give the ${kind} a name.`).max(200, 'Use at most 200 characters.')
