import { median } from '../load.ts'
import type { Row } from '../table.ts'

/** Half of the rounds, of what may be used; with the least and the most. */
export function ofBudget(what: string, times: readonly number[], budget: number): Row {
  const [least, most] = [Math.min(...times), Math.max(...times)]
  return {
    what,
    figure: `${median(times).toFixed(0)} ms of ${budget} ms, ${least.toFixed(0)} to ${most.toFixed(0)}`,
    ratio: median(times) / budget,
    bar: { atMost: 1 },
  }
}
