import type { z } from 'zod'

/**
 * A setting is data with a kind. Everything that shows, checks, stores, sends or explains it is made from this one value,
 * so its label, help, default and bounds are written once.
 */
export type Base<Name extends string, Value> = {
  kind: Name
  label: string
  /** One or two sentences: what the setting changes in the world. Shown under the control and in the reference. */
  help: string
  /** What other releases and guides call it. */
  also?: string
  default: Value
  schema: z.ZodType<Value>
  /** Path in the tenant API's payload, of any depth. The kind knows the wire format. */
  wire?: string
  /** Shown only while the condition holds; a hidden setting keeps its value. */
  when?: When
}

/**
 * True while another setting equals `is`, or, for a set of options, contains it. `key` is a setting of the same category, or
 * "category.setting" of another one.
 */
export type When = { key: string; is: string | boolean }

/** What a constructor is given: all but what the kind itself says, and what it has a value for. */
export type Spec<S extends { kind: string; schema: unknown }, Optional extends keyof S = never> = Omit<
  S,
  'kind' | 'schema' | Optional
> &
  Partial<Pick<S, Optional>>

/** A changed setting with its values as stored. Words are added when shown, so a reworded label rewords history. */
export type Change = { path: string; before: unknown; after: unknown }

/** "Token lifetime", "5 hours", "1 hour". */
export type ChangeInWords = { label: string; before: string; after: string }

/** Everything that the engine asks of a kind. One that lacks a part does not compile. */
export type Kind<S extends { default: unknown }> = {
  /** What a value looks like before any rule about it. */
  shape: (setting: S) => z.ZodType
  /** How a value reads to a person: review, change log, audit view, reference. */
  format: (value: S['default'], setting: S) => string
  /** To the vendor's payload. */
  encode: (value: S['default'], setting: S) => unknown
  /** From it; what cannot be read is given back as it is, for the setting's schema to say what is wrong. */
  decode: (wire: unknown, setting: S) => unknown
  /** What is accepted, for the reference; null when there is nothing to say. */
  bounds: (setting: S) => string | null
  /** What stands in lists, reviews and logs as a name: every text of one line. */
  names: (value: S['default'], setting: S) => Name[]
  /**
   * What of a value may be kept outside the form: in drafts, and while somebody signs in again. A kind that gives less than the value is a
   * secret, and no draft stores it.
   */
  outsideForm: (value: S['default']) => S['default']
  /** Where null on the wire removes instead of saying nothing (D14). */
  nullRemoves?: true
  /** How a change reads. Lists name what was added and removed instead of repeating everything. */
  changed: (change: { before: S['default']; after: S['default'] }, setting: S) => ChangeInWords[]
}

export type Name = { name: string; at: (string | number)[] }

export const noNames = () => []

/** For kinds that are no secret. */
export const whole = <Value>(value: Value): Value => value

/** For kinds that travel as they are. */
export const asItIs = { encode: (value: unknown) => value, decode: (wire: unknown) => wire }

/** Entries of a list of texts or options. */
export const longestList = 200

export const unbounded = () => null

/** "5 hours" before, "1 hour" after, under the setting's label. */
export const beforeAndAfter =
  <S extends { label: string; default: unknown }>(format: Kind<S>['format']): Kind<S>['changed'] =>
  ({ before, after }, setting) => [
    { label: setting.label, before: format(before, setting), after: format(after, setting) },
  ]

export const listed = (items: readonly string[]) => items.join(', ') || 'None'

export const atMost = ({ maxLength }: { maxLength: number }) => `At most ${maxLength} characters`
