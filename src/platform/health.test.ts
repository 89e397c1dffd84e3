import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { health } from './health.ts'
import { createHttp } from './http.ts'
import { createLog } from './log.ts'

let app: FastifyInstance
afterEach(() => app.close())

async function ask(ready: () => Promise<void>) {
  app = createHttp({ log: createLog({ level: 'silent' }), allowedHosts: ['console.acme.test'] })
  health(app, { ready })
  await app.ready()
  return async (path: string) => (await app.inject({ url: path })).statusCode
}

test('OP-01 livez answers without asking anything, also by address', async () => {
  const get = await ask(() => Promise.reject(new Error('never asked')))
  expect(await get('/livez')).toBe(200)
  expect(await get('/elsewhere')).toBe(421)
})

test('OP-01 readyz asks, and changes with the answer', async () => {
  let up = false
  const get = await ask(async () => {
    if (!up) throw new Error('database password=canary')
  })
  expect(await get('/readyz')).toBe(503)
  expect((await app.inject({ url: '/readyz' })).body).toBe('not ready')
  up = true
  await pause(1050)
  expect(await get('/readyz')).toBe(200)
})

test('NT-57 a flood of readyz asks once', async () => {
  let asked = 0
  const get = await ask(async () => {
    asked++
    await pause(20)
  })
  const answers = await Promise.all(Array.from({ length: 300 }, () => get('/readyz')))
  expect([asked, new Set(answers)]).toEqual([1, new Set([200])])
})

test('OP-01 what hangs is not ready, after 2 s', async () => {
  const get = await ask(() => new Promise(() => {}))
  const started = performance.now()
  expect(await get('/readyz')).toBe(503)
  expect(performance.now() - started).toBeLessThan(3000)
})
