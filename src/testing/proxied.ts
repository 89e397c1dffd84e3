import { afterAll, beforeEach, expect } from 'vitest'
import { startBff } from './bff.ts'
import { testDatabases } from './database.ts'
import { type ForeignTenant, type Seen, startForeignTenant } from './foreignTenant.ts'

export type Answer = Parameters<ForeignTenant['answers']['set']>[1]

/** The path of a call that may be sent any number of times. */
export const query = '/Redrock/query'

/** A bff before a tenant that answers as the test says, and a browser in which somebody has signed in. It lives as long as the test file. */
export async function proxied() {
  const [engine] = testDatabases()
  if (!engine) throw new Error('no database')
  const bff = await startBff({
    database: await engine.open(),
    tenant: await startForeignTenant(),
    forwardTime: 1500,
  })
  const browser = await bff.signedIn()
  afterAll(() => bff.close())
  beforeEach(() => {
    bff.tenant.seen.length = 0
    bff.tenant.answers.clear()
  })
  const at = (path: string) => `${bff.url}/api${path}`
  return {
    engine,
    bff,
    browser,
    at,
    post: (path: string, headers = {}) => browser.post(at(path), { Script: 'select 1' }, headers),
    lastSeen: (): Seen | undefined => bff.tenant.seen.at(-1),
    answer: (path: string, say: Answer) => bff.tenant.answers.set(path, say),
  }
}

/** What a browser is told, as `shown` gives it, where the tenant's answer is none. */
export const unavailable = (status: number) => ({
  status,
  json: expect.objectContaining({
    success: false,
    Result: null,
    ErrorCode: 'unavailable',
    Exception: '',
  }) as unknown,
})

export const shown = (reply: { status: number; json(): unknown }) => ({
  status: reply.status,
  json: reply.json(),
})
