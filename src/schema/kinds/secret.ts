import { z } from 'zod'
import { upTo } from '../upTo.ts'
import { asItIs, atMost, beforeAndAfter, noNames, type Base, type Kind, type Spec } from './kind.ts'

/** Write-only: sent, never stored as it is and never read back. */
export type Secret = Base<'secret', string> & { maxLength: number }

export function secret(spec: Spec<Secret, 'default'> & { check?: z.ZodType<string, string> }): Secret {
  const { check = z.string(), ...rest } = spec
  return { default: '', ...rest, kind: 'secret', schema: upTo(spec.maxLength).pipe(check) }
}

export const setOrNot = (value: string | boolean) => (value ? 'Set' : 'Not set')

export const secretKind: Kind<Secret> = {
  shape: () => z.string(),
  format: setOrNot,
  ...asItIs,
  bounds: atMost,
  names: noNames,
  outsideForm: () => '',
  changed: beforeAndAfter(setOrNot),
}
