import { Worker } from 'node:worker_threads'
import { Queue, type Place } from '#platform/queue.ts'
import { limits, type ScriptJob, type ScriptOutcome } from './script.ts'

/**
 * Jobs wait in one line for one thread, which starts with the first. The engine stops scripts at its own limits; where it does not look (a
 * search through an array of four billion places), the thread is ended, and the next job gets another one.
 */
export const runInSandbox = (job: ScriptJob, place?: Place): Promise<ScriptOutcome> =>
  line.add(async () => {
    thread ??= await startThread()
    return ask(thread, job)
  }, place)

/** Tokens and saves come first; who tries scripts comes behind, and has a share. */
const line = new Queue({ running: 1, waiting: 256, behind: 16, each: { running: 1, waiting: 4 } })
let thread: Worker | undefined

/**
 * Milliseconds between two looks at a thread that has not answered, and after how many milliseconds it is given up although it has hardly
 * computed.
 */
const watch = { every: 50, looks: 200 }

function ask(worker: Worker, job: ScriptJob): Promise<ScriptOutcome> {
  return new Promise((resolve) => {
    const began = performance.now()
    const finish = (outcome: ScriptOutcome) => {
      clearInterval(timer)
      worker.off('message', finish).off('error', broke).off('exit', broke)
      worker.unref()
      resolve(outcome)
    }
    const giveUp = (message: string) => {
      if (thread === worker) thread = undefined
      worker.on('error', () => undefined)
      void worker.terminate()
      finish({ claims: [], fault: { message, line: null }, milliseconds: performance.now() - began })
    }
    const broke = () =>
      giveUp('The script broke the engine that runs it and was stopped. Make it simpler, with less nesting.')
    const timer = watchOver(worker, () =>
      giveUp(
        `The script computed for more than ${limits.milliseconds} ms in one step and was stopped. Look for a very long list, text or number.`,
      ),
    )
    worker.ref()
    worker.on('message', finish).on('error', broke).on('exit', broke)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    worker.postMessage(job)
  })
}

/** Computing counts and not time, so that a machine that stands still ends no script. */
function watchOver(worker: Worker, end: () => void): NodeJS.Timeout {
  let first: number | undefined
  let looks = 0
  const look = async () => {
    if (++looks > watch.looks) return end()
    const { user, system } = await worker.cpuUsage()
    const computed = (user + system) / 1000
    first ??= computed
    if (computed - first > limits.milliseconds) end()
  }
  // A thread that has ended in the meantime says so itself
  return setInterval(() => void look().catch(() => undefined), watch.every)
}

function startThread(): Promise<Worker> {
  return new Promise((resolve, reject) => {
    // Of this process it gets nothing: no environment, no arguments, no input
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 64, stackSizeMb: 32 },
    })
    worker.once('error', reject)
    worker.once('message', () => {
      worker.off('error', reject)
      resolve(worker)
    })
  })
}
