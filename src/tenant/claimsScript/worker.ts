// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin
import { parentPort } from 'node:worker_threads'
import { execute } from './engine.ts'
import type { ScriptJob } from './script.ts'

/** The thread of the sandbox: one job after the other. An engine that broke takes the thread with it. */
parentPort?.on('message', (job: ScriptJob) => parentPort?.postMessage(execute(job)))
parentPort?.postMessage('ready')
