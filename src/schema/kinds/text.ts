import { z } from 'zod'
import { upTo } from '../upTo.ts'
import { asItIs, atMost, beforeAndAfter, whole, type Base, type Kind, type Spec } from './kind.ts'

export type Text = Base<'text', string> & {
  maxLength: number
  multiline: boolean
  emptyMeans?: string
  /** Shown in the empty field: "de". */
  example?: string
  /** A day, as "2027-03-31". */
  isDate?: true
}

export function text(
  spec: Spec<Text, 'default' | 'multiline'> & { check?: z.ZodType<string, string> },
): Text {
  const { check = z.string(), ...rest } = spec
  const schema = upTo(spec.maxLength, z.string().trim()).pipe(check)
  return { multiline: false, default: '', ...rest, kind: 'text', schema }
}

const format = (value: string, { emptyMeans }: Text) => value || emptyMeans || 'Empty'

export const textKind: Kind<Text> = {
  shape: () => z.string(),
  format,
  ...asItIs,
  bounds: atMost,
  names: (name, { multiline }) => (multiline ? [] : [{ name, at: [] }]),
  outsideForm: whole,
  changed: beforeAndAfter(format),
}
