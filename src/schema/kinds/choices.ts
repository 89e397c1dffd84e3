import { z } from 'zod'
import { optionsInWords, sameButCase, type OptionSpec } from './choice.ts'
import { beforeAndAfter, listed, longestList, noNames, whole, type Base, type Kind } from './kind.ts'

export type Choices<V extends string = string> = Base<'choices', V[]> & { options: Record<V, string> }

/** A set of options. Its value is kept in the order of `options`, so equal sets are equal lists. */
export function choices<V extends string>(spec: OptionSpec<Choices, V, NoInfer<V>[]>): Choices<V> {
  const order = Object.keys(spec.options) as [V, ...V[]]
  const schema = z
    .array(z.enum(order, 'Choose from the options.'))
    .max(longestList, `At most ${longestList} entries.`)
    .transform((chosen) => order.filter((option) => (chosen as string[]).includes(option)))
  return { ...spec, kind: 'choices', schema }
}

const format = (value: string[], { options }: Choices) =>
  listed(value.map((option) => options[option] ?? option))

export const choicesKind: Kind<Choices> = {
  shape: ({ schema }) => schema,
  format,
  encode: (value) => value.join(','),
  decode: (wire, { options }) => (typeof wire === 'string' ? optionsIn(wire, options) : wire),
  bounds: optionsInWords,
  names: noNames,
  outsideForm: whole,
  changed: beforeAndAfter(format),
}

const optionsIn = (list: string, options: Record<string, string>) =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => sameButCase(entry, options))
