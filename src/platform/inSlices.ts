import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Long work on the event loop asks this before each small step. Every few milliseconds it lets others have their turn, and it says false
 * once the work has computed for longer than it may. Only computing counts, not time, so that a busy machine cuts nothing short.
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
