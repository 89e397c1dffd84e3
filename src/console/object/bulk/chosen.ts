/** The objects that were chosen on pages of a list, and the row of the page that was chosen last; null while nobody chooses. */
export type Chosen = { ids: ReadonlySet<string>; last: number } | null

export const nothing: Chosen = { ids: new Set(), last: 0 }

/** A row of the page more or less, or all from the last one to it. */
export function toggled(
  chosen: Chosen,
  { page, row, through }: { page: readonly string[]; row: number; through: boolean },
): Chosen {
  const { ids, last } = chosen ?? { ids: new Set<string>(), last: row }
  const next = new Set(ids)
  const id = page[row] ?? ''
  if (through) for (const each of page.slice(Math.min(last, row), Math.max(last, row) + 1)) next.add(each)
  else if (!next.delete(id)) next.add(id)
  return { ids: next, last: row }
}
