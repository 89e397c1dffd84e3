import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * For long work on the event loop, asked before each small step: lets others have their turn every few milliseconds, and says false once the
 * work has computed for longer than it may. Computing counts and not time, so that a busy machine cuts nothing short.
 */
export function inSlices({ milliseconds }: { milliseconds: number }): () => Promise<boolean> {
  let left = milliseconds
  let began = performance.now()
  let before = process.threadCpuUsage()
  return async () => {
    if (left <= 0) return false
    if (performance.now() - began < slice) return true
    const { user, system } = process.threadCpuUsage(before)
    left -= (user + system) / 1000
    await nextTurn()
    began = performance.now()
    before = process.threadCpuUsage()
    return left > 0
  }
}

const slice = 5
