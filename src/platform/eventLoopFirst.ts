import { readdirSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setPriority } from 'node:os'

/** Of 19; less would leave the pool too much of a core that the event loop could use. */
const later = 10

/**
 * Lets the thread that answers go before those that sign and hash, which work through libuv's pool: with few cores they would take turns, and requests
 * would wait for signatures of other requests. Only Linux gives threads a priority of their own; elsewhere nothing changes.
 */
export async function putEventLoopFirst(): Promise<void> {
  if (process.platform !== 'linux') return
  // The pool begins with its first work
  await stat('/proc/self')
  for (const thread of readdirSync('/proc/self/task')) {
    try {
      const name = readFileSync(`/proc/self/task/${thread}/comm`, 'utf8')
      if (name.startsWith('libuv-worker')) setPriority(Number(thread), later)
    } catch {
      // The thread has ended meanwhile, or a sandbox forbids it: it goes on as it was
    }
  }
}
