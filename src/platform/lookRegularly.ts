import type { FastifyInstance } from 'fastify'
import type { Log } from './log.ts'

type Looking = {
  /** Milliseconds from one look to the next. */
  every: number
  look: () => Promise<void>
  log: Log
  /** What is logged when a look fails; the next one comes all the same. */
  failed: string
}

/** Looks once the listener is ready, and again and again until it closes, which waits for a look under way. */
export function lookRegularly(app: FastifyInstance, { every, look, log, failed }: Looking): void {
  let timer: ReturnType<typeof setInterval> | undefined
  let underWay: Promise<void> | undefined
  // A look that takes longer than it is to the next one takes its place
  const next = () => {
    underWay ??= look()
      .catch((error: unknown) => {
        log.error(error, failed)
      })
      .finally(() => {
        underWay = undefined
      })
  }
  app.addHook('onReady', (done) => {
    next()
    timer = setInterval(next, every).unref()
    done()
  })
  app.addHook('onClose', async () => {
    clearInterval(timer)
    await underWay
  })
}
