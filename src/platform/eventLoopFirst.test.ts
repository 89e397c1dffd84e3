import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { expect, test } from 'vitest'
import { putEventLoopFirst } from './eventLoopFirst.ts'

test.runIf(process.platform === 'linux')(
  'the threads of the pool, and no other, go behind the event loop',
  async () => {
    await putEventLoopFirst()
    const own = getPriority()
    const threads = readdirSync('/proc/self/task').map((thread) => ({
      name: readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim(),
      priority: getPriority(Number(thread)) - own,
    }))
    const ofPool = threads.filter(({ name }) => name.startsWith('libuv-worker'))
    expect(ofPool.length).toBeGreaterThan(0)
    for (const { priority } of ofPool) expect(priority).toBe(10)
    const main = threads.find(({ name }) => !name.startsWith('libuv-worker'))
    expect(main?.priority).toBe(0)
  },
)
