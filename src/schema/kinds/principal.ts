import { z } from 'zod'
import { upTo } from '../upTo.ts'
import { asItIs, beforeAndAfter, unbounded, noNames, whole, type Base, type Kind, type Spec } from './kind.ts'

/** The id of a user, group or role that exists; empty while none is chosen. */
export type Principal = Base<'principal', string> & { principal: 'User' | 'Group' | 'Role' }

export const principal = (spec: Spec<Principal, 'default'>): Principal => ({
  default: '',
  ...spec,
  kind: 'principal',
  schema: upTo(64),
})

const format = (value: string) => value || 'None'

export const principalKind: Kind<Principal> = {
  shape: () => z.string(),
  format,
  ...asItIs,
  bounds: unbounded,
  names: noNames,
  outsideForm: whole,
  changed: beforeAndAfter(format),
}
