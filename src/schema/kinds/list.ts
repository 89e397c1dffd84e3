import { z } from 'zod'
import type { ChangeInWords } from './kind.ts'

type Distinct<Item> = {
  most: readonly [count: number, message: string]
  /** Two entries with the same key are one too many. */
  keyOf: (entry: Item) => string
  twice: (entry: Item) => string
  /** The part of an entry where the message stands; the entry itself when left out. */
  at?: keyof Item & string
}

/** A list in which nothing stands twice. */
export function distinct<Item>(
  item: z.ZodType<Item>,
  { most: [count, message], keyOf, twice, at }: Distinct<Item>,
): z.ZodType<Item[]> {
  return z
    .array(item)
    .max(count, message)
    .check(({ value, issues }) => {
      const seen = new Set<string>()
      value.forEach((entry, index) => {
        const key = keyOf(entry)
        if (seen.has(key))
          issues.push({
            code: 'custom',
            input: entry,
            path: at === undefined ? [index] : [index, at],
            message: twice(entry),
          })
        seen.add(key)
      })
    })
}

type RowWords<Row> = { nameOf: (row: Row) => string; contentOf: (row: Row) => string }

/** One line for each row that was added, removed or changed: "Scope siem: Redrock/.* → Redrock/query". */
export const rowsChanged =
  <Row>({ nameOf, contentOf }: RowWords<Row>) =>
  (change: { before: Row[]; after: Row[] }, { label }: { label: string }): ChangeInWords[] => {
    const contents = (rows: Row[]) => new Map(rows.map((row) => [nameOf(row), contentOf(row)]))
    const [before, after] = [contents(change.before), contents(change.after)]
    const lines = [...new Set([...before.keys(), ...after.keys()])]
      .filter((name) => before.get(name) !== after.get(name))
      .map((name) => ({
        label: `${label}: ${name}`,
        before: before.get(name) ?? 'None',
        after: after.get(name) ?? 'None',
      }))
    return lines.length > 0
      ? lines
      : [{ label, before: 'Another order', after: [...after.keys()].join(', ') }]
  }
