import { equal } from '#schema/change.ts'

/** For memo: the form copies a list with each change, and a row that still says the same is not drawn anew. */
export const sameRow = <Props extends { row: unknown }>(before: Props, now: Props): boolean =>
  Object.keys({ ...before, ...now }).every((name) =>
    name === 'row'
      ? equal(before.row, now.row)
      : Object.is(before[name as keyof Props], now[name as keyof Props]),
  )
