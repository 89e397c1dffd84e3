import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/**
 * `/livez`: the process runs; touches nothing. `/readyz`: it can do its work now (OP-01). However often it is asked, `ready`
 * runs once a second at most and has two seconds (NT-57).
 */
export function health(app: FastifyInstance, { ready }: { ready: () => Promise<void> }): void {
  let asked = -Infinity
  let answer: Promise<boolean> = Promise.resolve(false)

  app.get('/livez', async (_, reply) => reply.type('text/plain').send('ok'))
  app.get('/readyz', async (request, reply) => {
    if (performance.now() - asked > 1000) {
      asked = performance.now()
      answer = settled(ready).catch((error: unknown) => {
        request.log.warn({ err: error }, 'not ready')
        return false
      })
    }
    if (await answer) return reply.type('text/plain').send('ok')
    return reply.code(503).header('retry-after', '1').type('text/plain').send('not ready')
  })
}

async function settled(ready: () => Promise<void>): Promise<boolean> {
  const late = new AbortController()
  const limit = pause(2000, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error('Not ready within 2 s')
  })
  try {
    await Promise.race([ready(), limit])
    return true
  } finally {
    limit.catch(() => {})
    late.abort()
  }
}
