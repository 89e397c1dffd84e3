import { z } from 'zod'
import { upTo } from './upTo.ts'

/** The name of a role or group. */
export const principalName = (kind: 'role' | 'group') =>
  upTo(200, z.string().trim()).min(1, `Give the ${kind} a name.`)
