import { afterAll, beforeAll, test } from 'vitest'
import { expectAlike, type Listed } from './alike.ts'
import { requestsOf, type Requests } from './requests.ts'
import type { Answer } from './seen.ts'
import { startSides, type Sides } from './sides.ts'

/** A request that both servers get, and what is meant to differ in their answers. */
export type Row = [what: string, ask: (at: Requests) => Promise<Answer>, listed?: Listed]

/** A test for each row, between two servers of the file's own. */
export function testBoth(rows: readonly Row[]): void {
  let sides: Sides
  let both: { ours: Requests; theirs: Requests }
  beforeAll(async () => {
    sides = await startSides()
    const { ours, theirs } = sides
    both = {
      ours: requestsOf(ours, await ours.signIn()),
      theirs: requestsOf(theirs, await theirs.signIn()),
    }
  })
  afterAll(() => sides.close())

  test.each(rows)('%s', async (_, ask, listed) => {
    const ours = await ask(both.ours)
    const theirs = await ask(both.theirs)
    expectAlike({ ours: ours.seen, theirs: theirs.seen }, listed)
  })
}
