import { z } from 'zod'
import { upTo } from '../upTo.ts'
import { atMost, noNames, type Base, type Kind, type Spec } from './kind.ts'
import { setOrNot } from './secret.ts'

/** A secret that the tenant keeps and uses, such as a bind password. Nobody reads it back; a reply says since when one is kept. */
export type SealedSecret = Base<'sealedSecret', SealedValue> & { maxLength: number }

export type SealedValue = {
  /** Since when one is kept, in milliseconds since 1970; null while there is none. */
  since: number | null
  /** What takes its place: a text, or nothing with null. Without it, what is kept stays. Never stored. */
  next?: string | null | undefined
}

export function sealedSecret(
  spec: Spec<SealedSecret, 'default'> & { check?: z.ZodType<string, string> },
): SealedSecret {
  const { check = z.string(), ...rest } = spec
  const text = upTo(spec.maxLength).pipe(check)
  const schema = shape.check(({ value, issues }) => {
    const { next } = value
    if (typeof next !== 'string') return
    const said =
      next === '' ? ['Type the secret.'] : text.safeParse(next).error?.issues.map(({ message }) => message)
    for (const message of said ?? []) issues.push({ code: 'custom', input: value, path: [], message })
  })
  return { default: { since: null }, ...rest, kind: 'sealedSecret', schema }
}

const shape = z.strictObject({
  since: z.number().nullable(),
  next: z.string().nullable().optional(),
})

const isKept = ({ since, next }: SealedValue) => (next === undefined ? since !== null : next !== null)

const format = (value: SealedValue) => setOrNot(isKept(value))

/** What a reply says of a sealed secret, and what may be sent back to change nothing. */
export const sealedReply = z.strictObject({ Kept: z.boolean(), Since: z.number().optional() })

export const sealedSecretKind: Kind<SealedSecret> = {
  shape: () => shape,
  format,
  /** A change travels as the text itself, or null. What is kept has no text that could travel. */
  encode: ({ since, next }) =>
    next === undefined ? { Kept: since !== null, ...(since === null ? {} : { Since: since }) } : next,
  decode(wire) {
    if (wire === null || wire === '') return { since: null, next: null }
    if (typeof wire === 'string') return { since: null, next: wire }
    const kept = sealedReply.safeParse(wire)
    return kept.success ? { since: kept.data.Since ?? null } : wire
  },
  nullRemoves: true,
  bounds: atMost,
  names: noNames,
  outsideForm: ({ since }) => ({ since }),
  changed({ before, after }, { label }) {
    const another = isKept(before) && isKept(after)
    return [{ label, before: format(before), after: another ? 'Another secret' : format(after) }]
  },
}
