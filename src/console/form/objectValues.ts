import type { Category } from '#schema/category.ts'
import { isSecret, outsideForm } from '#schema/setting.ts'

/** An object of categories as a form holds it: `values.tokens.tokenLifetime`. */
export type ObjectValues = Record<string, Record<string, unknown>>

/** The values without secrets: what may be kept anywhere outside the form (CL-01). */
export function withoutSecrets(categories: readonly Category[], values: ObjectValues): ObjectValues {
  return perSetting(categories, (id, key, setting) =>
    outsideForm(setting, values[id]?.[key] ?? setting.default),
  )
}

/** `values` with what `kept` holds of the settings that exist. Of secrets nothing was kept. */
export function withKept(categories: readonly Category[], values: ObjectValues, kept: unknown): ObjectValues {
  const held = isObject(kept) ? kept : {}
  return perSetting(categories, (id, key, setting) => {
    const category = held[id]
    const value = isObject(category) && !isSecret(setting) ? category[key] : undefined
    return value !== undefined && sameShape(value, values[id]?.[key]) ? value : values[id]?.[key]
  })
}

function perSetting(
  categories: readonly Category[],
  valueOf: (id: string, key: string, setting: Category['settings'][string]) => unknown,
): ObjectValues {
  return Object.fromEntries(
    categories.map(({ id, settings }) => [
      id,
      Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, valueOf(id, key, setting)])),
    ]),
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const sameShape = (a: unknown, b: unknown) => typeof a === typeof b && Array.isArray(a) === Array.isArray(b)
