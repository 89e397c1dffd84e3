import { z } from 'zod'
import type { When } from './kinds/kind.ts'
import { shapeOf, type Setting } from './setting.ts'

export type Settings = Record<string, Setting>
export type ValuesOf<S extends Settings> = { -readonly [Key in keyof S]: S[Key]['default'] }

/** A rule over several settings of a category: what it says is wrong is an error at the setting `at`. */
export type Rule<Values> = { at: string; fault: (values: Values) => string | undefined }

export type Category<Id extends string = string, S extends Settings = Settings> = {
  id: Id
  title: string
  /** What other portals and guides call it. */
  also?: string
  summary: string
  settings: S
  /** What each setting accepts by itself, without the rules over several. */
  shape: z.ZodType<ValuesOf<S>, Partial<ValuesOf<S>>>
  schema: z.ZodType<ValuesOf<S>, Partial<ValuesOf<S>>>
}

/** A group of settings: a step of the wizard, a tab of the edit page, a part of the stored object. */
export function category<const Id extends string, const S extends Settings>(
  id: Id,
  spec: { title: string; also?: string; summary: string; settings: S; rules?: Rule<ValuesOf<S>>[] },
): Category<Id, S> {
  const { rules = [], ...rest } = spec
  const members = Object.fromEntries(
    Object.entries(spec.settings).map(([key, setting]) => [
      key,
      setting.schema.prefault(() => structuredClone(setting.default)),
    ]),
  )
  const shape = z.strictObject(members) as unknown as Category<Id, S>['schema']
  const schema = shape.check((context) => {
    for (const { at, fault } of rules) {
      const message = fault(context.value)
      if (message) context.issues.push({ code: 'custom', input: context.value, path: [at], message })
    }
  })
  return { id, ...rest, shape, schema }
}

/**
 * A category as one sort of object shows it: without some settings, or with some that say it otherwise. The values keep their one shape, so
 * what is stored is the same for every sort.
 */
export function variantOf<Id extends string, S extends Settings, Key extends keyof S & string = never>(
  base: Category<Id, S>,
  {
    without = [],
    instead,
    ...words
  }: { summary?: string; without?: (keyof S & string)[]; instead?: Record<Key, Setting> },
): Category<Id> {
  const others = Object.entries<Setting>(instead ?? {})
  const settings = Object.fromEntries(
    [...Object.entries<Setting>(base.settings), ...others].filter(([key]) => !without.includes(key)),
  )
  const schema = base.schema.check(({ value, issues }) => {
    for (const [key, setting] of others)
      for (const issue of setting.schema.safeParse(value[key]).error?.issues ?? [])
        issues.push({ code: 'custom', input: value[key], path: [key, ...issue.path], message: issue.message })
  })
  return { ...(base as Category<Id>), ...words, settings, schema }
}

/** A category or a part of one, as far as it is stored. */
type Stored = Pick<Category, 'id' | 'settings'>

export type ConfigOf<C extends readonly Stored[]> = {
  -readonly [Each in C[number] as Each['id']]: ValuesOf<Each['settings']>
}

/** The object that a list of categories makes. */
export function objectOf<const C extends readonly Category[]>(
  categories: C,
): z.ZodType<ConfigOf<C>, { [Key in keyof ConfigOf<C>]?: Partial<ConfigOf<C>[Key]> }> {
  const shape = Object.fromEntries(categories.map((each) => [each.id, each.schema.prefault({})]))
  return z.strictObject(shape) as unknown as ReturnType<typeof objectOf<C>>
}

/** Parses what was stored by any earlier version: unknown keys are dropped and missing or no longer valid ones take the default. */
export const readStored = <const C extends readonly Stored[]>(categories: C, stored: Values): ConfigOf<C> =>
  readWith(categories, stored, (setting) => setting.schema)

/** Reads a form that is still being typed: a value of the right shape counts although it would not be accepted yet. */
export const readDraft = <const C extends readonly Category[]>(categories: C, typed: Values): ConfigOf<C> =>
  readWith(categories, typed, (setting) => z.union([setting.schema, shapeOf(setting)]))

type Values = Record<string, unknown>

function readWith<const C extends readonly Stored[]>(
  categories: C,
  values: Values,
  schemaOf: (setting: Setting) => z.ZodType,
): ConfigOf<C> {
  const read = Object.fromEntries(
    categories.map(({ id, settings }) => {
      const held = (values[id] ?? {}) as Values
      const entries = Object.entries(settings).map(([key, setting]) => {
        const parsed = schemaOf(setting).safeParse(held[key])
        return [key, parsed.success ? parsed.data : structuredClone(setting.default)]
      })
      return [id, Object.fromEntries(entries)]
    }),
  )
  return read as ConfigOf<C>
}

/** The category and the setting that a condition looks at. */
export function lookedAt({ key }: When, own: string): { category: string; setting: string } {
  const [category, setting] = key.split('.')
  return setting === undefined ? { category: own, setting: key } : { category: category ?? '', setting }
}

/** Whether a setting of a category shows, given the values of the object. */
export function isShown(when: When | undefined, own: string, values: Values): boolean {
  if (!when) return true
  const { category, setting } = lookedAt(when, own)
  const value = (values[category] as Values | undefined)?.[setting]
  return Array.isArray(value) ? value.includes(when.is) : value === when.is
}
