import { z } from 'zod'
import { asItIs, atMost, beforeAndAfter, type Base, type Kind, type Spec } from './kind.ts'

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
  const schema = z
    .string()
    .trim()
    .max(spec.maxLength, `Use at most ${spec.maxLength} characters.`)
    .pipe(check)
  return { multiline: false, default: '', ...rest, kind: 'text', schema }
}

const format = (value: string, { emptyMeans }: Text) => value || emptyMeans || 'Empty'

export const textKind: Kind<Text> = {
  shape: () => z.string(),
  format,
  ...asItIs,
  bounds: atMost,
  changed: beforeAndAfter(format),
}
