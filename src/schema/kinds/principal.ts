import { z } from 'zod'
import { asItIs, beforeAndAfter, unbounded, type Base, type Kind, type Spec } from './kind.ts'

/** The id of a user, group or role that exists; empty while none is chosen. */
export type Principal = Base<'principal', string> & { principal: 'User' | 'Group' | 'Role' }

export const principal = (spec: Spec<Principal, 'default'>): Principal => ({
  default: '',
  ...spec,
  kind: 'principal',
  schema: z.string().max(64),
})

const format = (value: string) => value || 'None'

export const principalKind: Kind<Principal> = {
  shape: () => z.string(),
  format,
  ...asItIs,
  bounds: unbounded,
  changed: beforeAndAfter(format),
}
