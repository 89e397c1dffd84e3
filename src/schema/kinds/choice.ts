import { z } from 'zod'
import { beforeAndAfter, noNames, whole, type Base, type Kind, type Spec } from './kind.ts'

export type Choice<V extends string = string> = Base<'choice', V> & {
  options: Record<V, string>
  /** Shown with the options, and cannot be chosen: the vendor has them, this tenant not yet. */
  later?: Record<string, string>
}

/** Options are what the type of the value is read from; the default has to be one of them. */
export type OptionSpec<
  S extends Base<string, unknown> & { options: Record<string, string> },
  V extends string,
  Value,
> = Omit<Spec<S>, 'options' | 'default'> & { options: Record<V, string>; default: Value }

export function choice<V extends string>(spec: OptionSpec<Choice, V, NoInfer<V>>): Choice<V> {
  const schema = z.enum(Object.keys(spec.options) as [V, ...V[]], 'Choose one of the options.')
  return { ...spec, kind: 'choice', schema }
}

const format = (value: string, { options }: Choice) => options[value] ?? value

export const optionsInWords = ({ options }: { options: Record<string, string> }) =>
  `Options: ${Object.values(options).join(', ')}`

/** Letter case says nothing on the wire. */
export const sameButCase = (entry: string, options: Record<string, string>) =>
  Object.keys(options).find((option) => option.toLowerCase() === entry.toLowerCase()) ?? entry

export const choiceKind: Kind<Choice> = {
  shape: ({ schema }) => schema,
  format,
  encode: (value) => value,
  decode: (wire, { options }) => (typeof wire === 'string' ? sameButCase(wire, options) : wire),
  bounds: optionsInWords,
  names: noNames,
  outsideForm: whole,
  changed: beforeAndAfter(format),
}
