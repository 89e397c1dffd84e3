import { median } from '../load.ts'
import type { Row } from '../table.ts'

/** What the browser itself took in the same rounds is not ours: the budget is for the rest. */
export type Rounds = { ours: readonly number[]; empty: readonly number[] }

/** Half of the rounds, of what may be used; with the least and the most, in milliseconds. */
export function ofBudget(what: string, { ours, empty }: Rounds, budget: number): Row {
  const rest = ours.map((time, round) => Math.max(0, time - (empty[round] ?? 0)))
  const [all, least, most] = [median(ours), Math.min(...ours), Math.max(...ours)].map((time) =>
    time.toFixed(0),
  )
  return {
    what,
    figure: `${all} ms (${least} to ${most}), an empty page ${median(empty).toFixed(0)}; the rest ${median(rest).toFixed(0)} of ${budget} ms`,
    ratio: median(rest) / budget,
    bar: { atMost: 1 },
  }
}
