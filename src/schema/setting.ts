import { z } from 'zod'
import { formatDuration } from './duration.ts'
import { formatGrant, grantList as grantListSchema, type Grant } from './grant.ts'
import { image as imageSchema } from './image.ts'
import { redirectUri } from './redirectUri.ts'
import { scopeRows, scopeRowShapes, type ScopeRow } from './scopeRow.ts'
import { translationRows, translationShapes, type Translation } from './translation.ts'

/**
 * A setting is data with a kind. Everything that shows, checks, stores, sends or explains it is made from this one value,
 * so its label, help, default and bounds are written once.
 */
type Base<Kind extends string, Value> = {
  kind: Kind
  label: string
  /** One or two sentences: what the setting changes in the world. Shown under the control and in the reference. */
  help: string
  /** What other releases and guides call it. */
  also?: string
  default: Value
  schema: z.ZodType<Value>
  /** Path in the tenant API's payload. The wire format follows from the kind (wireFormat.ts). */
  wire?: string
  /** Shown only while the condition holds; a hidden setting keeps its value. */
  when?: When
}

/** True while another setting of the same category equals `is`, or, for a set of options, contains it. */
export type When = { key: string; is: string | boolean }

export type Text = Base<'text', string> & {
  maxLength: number
  multiline: boolean
  emptyMeans?: string
  /** A day, as "2027-03-31". */
  isDate?: true
}
/** A program, kept to the letter: line numbers in messages are those of what was typed. */
export type Code = Base<'code', string> & { language: 'JavaScript'; maxLength: number }
export type Toggle = Base<'toggle', boolean>
export type Choice<V extends string = string> = Base<'choice', V> & { options: Record<V, string> }
export type Choices<V extends string = string> = Base<'choices', V[]> & { options: Record<V, string> }
export type Duration = Base<'duration', number> & { min: number; max: number }
export type TextList = Base<'textList', string[]> & { itemLabel: string }
export type UriList = Base<'uriList', string[]> & { itemLabel: string }
/** `patterns` is false where scopes open no API of the tenant: rows are name and description then. */
export type ScopeList = Base<'scopeList', ScopeRow[]> & { patterns: boolean }
export type GrantList = Base<'grantList', Grant[]>
/** Write-only: sent, never stored as it is and never read back. */
export type Secret = Base<'secret', string> & { maxLength: number }
/** The id of a user or role that exists; empty while none is chosen. */
export type Principal = Base<'principal', string> & { principal: 'User' | 'Role' }

/** A small picture, as the data URL of a PNG; empty while there is none. */
export type ImageSetting = Base<'image', string>
export type Translations = Base<'translations', Translation[]>

export type Setting =
  | Text
  | Code
  | Toggle
  | Choice
  | Choices
  | Duration
  | TextList
  | UriList
  | ScopeList
  | GrantList
  | Secret
  | Principal
  | Translations
  | ImageSetting

type Spec<S extends { kind: string; schema: unknown }, Optional extends keyof S = never> = Omit<
  S,
  'kind' | 'schema' | Optional
> &
  Partial<Pick<S, Optional>>

/** Options are what the type of the value is read from; the default has to be one of them. */
type OptionSpec<S extends Choice | Choices, V extends string, Value> = Omit<
  Spec<S>,
  'options' | 'default'
> & {
  options: Record<V, string>
  default: Value
}

const longestList = 200

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

export function code(spec: Spec<Code, 'default'>): Code {
  const schema = z.string().max(spec.maxLength, `Use at most ${spec.maxLength} characters.`)
  return { default: '', ...spec, kind: 'code', schema }
}

export const toggle = (spec: Spec<Toggle>): Toggle => ({ ...spec, kind: 'toggle', schema: z.boolean() })

export function choice<V extends string>(spec: OptionSpec<Choice, V, NoInfer<V>>): Choice<V> {
  const schema = z.enum(Object.keys(spec.options) as [V, ...V[]], 'Choose one of the options.')
  return { ...spec, kind: 'choice', schema }
}

/** A set of options. Its value is kept in the order of `options`, so equal sets are equal lists. */
export function choices<V extends string>(spec: OptionSpec<Choices, V, NoInfer<V>[]>): Choices<V> {
  const order = Object.keys(spec.options) as [V, ...V[]]
  const schema = z
    .array(z.enum(order, 'Choose from the options.'))
    .max(longestList, `At most ${longestList} entries.`)
    .transform((chosen) => order.filter((option) => (chosen as string[]).includes(option)))
  return { ...spec, kind: 'choices', schema }
}

export function duration(spec: Spec<Duration>): Duration {
  const bounds = `Choose between ${formatDuration(spec.min)} and ${formatDuration(spec.max)}.`
  return {
    ...spec,
    kind: 'duration',
    schema: z.int('Give a whole number of seconds.').min(spec.min, bounds).max(spec.max, bounds),
  }
}

export function textList(spec: Spec<TextList, 'default'> & { item: z.ZodType<string> }): TextList {
  const { item, ...rest } = spec
  return { default: [], ...rest, kind: 'textList', schema: distinct(item) }
}

export function uriList(spec: Spec<UriList, 'default'>): UriList {
  return { default: [], ...spec, kind: 'uriList', schema: distinct(redirectUri) }
}

export function scopeList(spec: Spec<ScopeList, 'default' | 'patterns'>): ScopeList {
  return { default: [], patterns: true, ...spec, kind: 'scopeList', schema: scopeRows }
}

export function grantList(spec: Spec<GrantList, 'default'>): GrantList {
  return { default: [], ...spec, kind: 'grantList', schema: grantListSchema }
}

export function secret(spec: Spec<Secret, 'default'> & { check?: z.ZodType<string, string> }): Secret {
  const { check = z.string(), ...rest } = spec
  return { default: '', ...rest, kind: 'secret', schema: z.string().max(spec.maxLength).pipe(check) }
}

export function principal(spec: Spec<Principal, 'default'>): Principal {
  return { default: '', ...spec, kind: 'principal', schema: z.string().max(64) }
}

export function translations(spec: Spec<Translations, 'default'>): Translations {
  return { default: [], ...spec, kind: 'translations', schema: translationRows }
}

export function image(spec: Spec<ImageSetting, 'default'>): ImageSetting {
  return { default: '', ...spec, kind: 'image', schema: imageSchema }
}

/** How a value reads to a person: review, change log, audit view, reference. */
export function format(setting: Setting, value: unknown): string {
  switch (setting.kind) {
    case 'text':
      return (value as string) || setting.emptyMeans || 'Empty'
    case 'code':
      return (value as string) || 'Empty'
    case 'toggle':
      return value ? 'On' : 'Off'
    case 'choice':
      return setting.options[value as string] ?? String(value)
    case 'choices':
      return listed((value as string[]).map((option) => setting.options[option] ?? option))
    case 'duration':
      return formatDuration(value as number)
    case 'textList':
    case 'uriList':
      return listed(value as string[])
    case 'scopeList':
      return listed((value as ScopeRow[]).map((row) => row.name))
    case 'grantList':
      return listed((value as Grant[]).map(formatGrant))
    case 'secret':
    case 'image':
      return value ? 'Set' : 'Not set'
    case 'principal':
      return (value as string) || 'None'
    case 'translations':
      return listed((value as Translation[]).map(({ language, name }) => `${language}: ${name}`))
  }
}

/** What a value of the kind looks like, before any rule about it. */
export function shapeOf(setting: Setting): z.ZodType {
  switch (setting.kind) {
    case 'text':
    case 'code':
    case 'secret':
    case 'principal':
    case 'image':
      return z.string()
    case 'toggle':
    case 'choice':
    case 'choices':
    case 'grantList':
      return setting.schema
    case 'duration':
      return z.number().positive()
    case 'textList':
    case 'uriList':
      return z.array(z.string())
    case 'scopeList':
      return scopeRowShapes
    case 'translations':
      return translationShapes
  }
}

const listed = (items: string[]) => items.join(', ') || 'None'

function distinct(item: z.ZodType<string>) {
  return z
    .array(item)
    .max(longestList, `At most ${longestList} entries.`)
    .check((context) => {
      const seen = new Set<string>()
      context.value.forEach((entry, index) => {
        if (seen.has(entry))
          context.issues.push({
            code: 'custom',
            input: entry,
            path: [index],
            message: 'Listed twice. Remove one.',
          })
        seen.add(entry)
      })
    }) as z.ZodType<string[]>
}
