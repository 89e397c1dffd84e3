import { z } from 'zod'
import { beforeAndAfter, unbounded, noNames, whole, type Base, type Kind, type Spec } from './kind.ts'

export type Toggle = Base<'toggle', boolean>

export const toggle = (spec: Spec<Toggle>): Toggle => ({ ...spec, kind: 'toggle', schema: z.boolean() })

const format = (value: boolean) => (value ? 'On' : 'Off')

export const toggleKind: Kind<Toggle> = {
  shape: ({ schema }) => schema,
  format,
  encode: (value) => value,
  decode: wireBoolean,
  bounds: unbounded,
  names: noNames,
  outsideForm: whole,
  changed: beforeAndAfter(format),
}

/** Some clients send booleans as the strings "true" and "false" (contract.md 4.1). */
export function wireBoolean(wire: unknown): unknown {
  if (typeof wire !== 'string') return wire
  const text = wire.toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : wire
}
