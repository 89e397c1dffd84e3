import { z } from 'zod'

export const roleName = z
  .string()
  .trim()
  .min(1, 'Give the role a name.')
  .max(200, 'Use at most 200 characters.')
