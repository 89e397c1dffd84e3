import { z } from 'zod'
import { upTo } from '../upTo.ts'

/** Decision S8: the last path segment of every endpoint of the application; unique whatever the case of its letters. */
export const applicationId = upTo(100, z.string().trim())
  .min(1, 'Give the application an ID, such as siem-reader.')
  .regex(/^[A-Za-z0-9_-]*$/, 'Use letters, digits, _ and - only. Spaces are not allowed.')

/** The form under which Application IDs are unique. */
export const applicationIdKey = (id: string) => id.toLowerCase()
