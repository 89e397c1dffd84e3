import { minutes } from '#schema/duration.ts'

const minute = minutes(1) * 1000

/** Whether something may be said once more: `most` times a minute, so that no flood of it fills a disk. */
export function fewAMinute(most: number, clock: () => number): () => boolean {
  let since = -Infinity
  let said = 0
  return () => {
    const now = clock()
    if (now - since >= minute) [since, said] = [now, 0]
    return ++said <= most
  }
}
