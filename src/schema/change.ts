import type { Category } from './category.ts'
import type { Change, ChangeInWords } from './kinds/kind.ts'
import { changed, type Setting } from './setting.ts'

type Values = Record<string, Record<string, unknown> | undefined>

/** What differs between two objects of the same categories. A missing object (creation, deletion) counts as all defaults. */
export function changes(
  categories: readonly Category[],
  before: Values | undefined,
  after: Values | undefined,
): Change[] {
  return categories.flatMap(({ id, settings }) =>
    Object.entries(settings).flatMap(([key, setting]) => {
      const was = before?.[id]?.[key] ?? setting.default
      const is = after?.[id]?.[key] ?? setting.default
      return equal(was, is) ? [] : [{ path: `${id}.${key}`, before: was, after: is }]
    }),
  )
}

/** "Token lifetime", "5 hours", "1 hour"; several where a list changed. A setting that no longer exists is told as it was stored. */
export function inWords(categories: readonly Category[], change: Change): ChangeInWords[] {
  const setting = settingAt(categories, change.path)
  return setting
    ? changed(setting, change)
    : [{ label: change.path, before: String(change.before), after: String(change.after) }]
}

export function settingAt(categories: readonly Category[], path: string): Setting | undefined {
  const [id, key = ''] = path.split('.')
  return categories.find((each) => each.id === id)?.settings[key]
}

/** Equal as values; object keys in any order. Lists are equal only in the same order. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && equal(left[key], right[key]))
  )
}
