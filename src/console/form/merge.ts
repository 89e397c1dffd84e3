import type { Category } from '#schema/category.ts'
import type { Change } from '#schema/kinds/kind.ts'
import { changes, equal } from '#schema/change.ts'
import type { ObjectValues } from './objectValues.ts'

/** A setting that both sides changed, to different values. `before` is where both started. */
export type Conflict = { path: string; before: unknown; theirs: unknown; yours: unknown }

export type Merge = {
  /** To be decided by the person. */
  conflicts: Conflict[]
  /** Changed by the others alone: taken over. */
  theirs: Change[]
  /** Changed by the person alone: kept. */
  yours: Change[]
}

type Versions = { before: ObjectValues; theirs: ObjectValues; yours: ObjectValues }

/** Compares two edits that started from the same version, setting by setting. */
export function merge(categories: readonly Category[], { before, theirs, yours }: Versions): Merge {
  const byThem = new Map(changes(categories, before, theirs).map((change) => [change.path, change]))
  const byYou = changes(categories, before, yours)
  const clash = (change: Change) => {
    const other = byThem.get(change.path)
    return other !== undefined && !equal(other.after, change.after)
  }
  const conflicts = byYou.filter(clash)
  const clashing = new Set(conflicts.map(({ path }) => path))
  return {
    conflicts: conflicts.map(({ path, before, after }) => ({
      path,
      before,
      theirs: byThem.get(path)?.after,
      yours: after,
    })),
    theirs: [...byThem.values()].filter(({ path }) => !clashing.has(path)),
    yours: byYou.filter(({ path }) => !clashing.has(path) && !byThem.has(path)),
  }
}

/** Their version with your changes: all that nobody else touched, and of the conflicts those that you insist on. */
export function mergedValues(
  theirs: ObjectValues,
  { conflicts, yours }: Merge,
  insisted: ReadonlySet<string>,
): ObjectValues {
  const values = structuredClone(theirs)
  const kept = [
    ...yours.map(({ path, after }) => ({ path, value: after })),
    ...conflicts.filter(({ path }) => insisted.has(path)).map(({ path, yours }) => ({ path, value: yours })),
  ]
  for (const { path, value } of kept) {
    const [id = '', key = ''] = path.split('.')
    values[id] = { ...values[id], [key]: value }
  }
  return values
}
