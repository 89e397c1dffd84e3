import type { Category } from './category.ts'
import { changedLines } from './changedLines.ts'
import { formatRights, type ApplicationRight } from './grant.ts'
import { format, type Setting } from './setting.ts'

/** A changed setting with its values as stored. Words are added when shown, so a reworded label rewords history. */
export type Change = { path: string; before: unknown; after: unknown }

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

export type ChangeInWords = { label: string; before: string; after: string }

/** "Token lifetime", "5 hours", "1 hour". Lists name what was added and removed instead of repeating everything. */
export function inWords(categories: readonly Category[], change: Change): ChangeInWords[] {
  const setting = settingAt(categories, change.path)
  if (!setting) return [{ label: change.path, before: String(change.before), after: String(change.after) }]
  const { label } = setting
  if (setting.kind === 'scopeList') return rowsInWords(label, change, scopeWords)
  if (setting.kind === 'grantList') return rowsInWords(label, change, grantWords)
  if (setting.kind === 'translations') return rowsInWords(label, change, translationWords)
  if (setting.kind === 'code') return [codeInWords(label, change)]
  if (setting.kind === 'image' && change.before && change.after)
    return [{ label, before: 'Set', after: 'Another image' }]
  return [{ label, before: format(setting, change.before), after: format(setting, change.after) }]
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

/** "Script …, from line 3" and the lines that differ there. */
function codeInWords(label: string, change: Change): ChangeInWords {
  const { from, before, after } = changedLines(String(change.before), String(change.after))
  return { label: from === 1 ? label : `${label}, from line ${from}`, before, after }
}

type Row = Record<string, unknown>
type RowWords = { name: (row: Row) => string; content: (row: Row) => string }

const scopeWords: RowWords = {
  name: (row) => String(row.name),
  content: (row) => {
    const patterns = (row.patterns as string[]).join(', ') || 'no API of the tenant'
    return row.description === '' ? patterns : `${patterns} (${String(row.description)})`
  },
}

const grantWords: RowWords = {
  name: (row) => `${String(row.type)} ${String(row.name)}`,
  content: (row) => formatRights(row.rights as ApplicationRight[]),
}

const translationWords: RowWords = {
  name: (row) => String(row.language),
  content: (row) =>
    row.description === '' ? String(row.name) : `${String(row.name)} (${String(row.description)})`,
}

function rowsInWords(label: string, change: Change, { name, content }: RowWords): ChangeInWords[] {
  const before = new Map((change.before as Row[]).map((row) => [name(row), content(row)]))
  const after = new Map((change.after as Row[]).map((row) => [name(row), content(row)]))
  const words = [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => ({
      label: `${label}: ${key}`,
      before: before.get(key) ?? 'None',
      after: after.get(key) ?? 'None',
    }))
  return words.length > 0 ? words : [{ label, before: 'Another order', after: [...after.keys()].join(', ') }]
}
