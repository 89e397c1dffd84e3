import { setImmediate as nextTurn } from 'node:timers/promises'

/** The most milliseconds that one turn of the event loop computed while the work was done. Computing, so that a busy machine counts for nothing. */
export async function longestTurn<Result>(
  work: () => Promise<Result>,
): Promise<{ turn: number; result: Result }> {
  let turn = 0
  const state = { ended: false }
  const working = work().finally(() => {
    state.ended = true
  })
  while (!state.ended) {
    const before = process.threadCpuUsage()
    await nextTurn()
    const { user, system } = process.threadCpuUsage(before)
    turn = Math.max(turn, (user + system) / 1000)
  }
  return { turn, result: await working }
}
