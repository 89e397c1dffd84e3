import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { LeaseLost, withLease, type Lease } from './lease.ts'
import type { Tables } from './store/tables.ts'

// Two nodes of one tenant. An SQLite file belongs to one process, so there both share its connection.

describe.each(testDatabases())('a job that one node does at a time, $kind', ({ kind, create, open }) => {
  let first: TestTenant
  let second: Pick<TestTenant, 'tenant' | 'advance'>
  let later = 0

  beforeAll(async () => {
    const address = await create()
    first = await bootTenant({ database: await open<Tables>(address) })
    second =
      kind === 'postgres'
        ? await bootTenant({ database: await open<Tables>(address), joins: true })
        : {
            tenant: { ...first.tenant, clock: () => first.tenant.clock() + later },
            advance: (by) => {
              later += by
            },
          }
  })
  afterAll(async () => {
    if ('close' in second) await (second as TestTenant).close()
    await first.close()
  })

  const job = (name: string) => ({ name, lasts: 60_000 })

  test('of twenty that begin at the same moment on two nodes one does it', async () => {
    const { promise: done, resolve } = Promise.withResolvers<undefined>()
    let does = 0
    const all = Array.from({ length: 20 }, (_, index) =>
      withLease((index % 2 === 0 ? first : second).tenant, job('at once'), async () => {
        does++
        await done
        return index
      }),
    )
    const others = await Promise.race([
      Promise.all(all.map((one) => Promise.race([one, done]))),
      new Promise((next) => setTimeout(next, 500)),
    ])
    expect(others).toBeUndefined()
    expect(does).toBe(1)
    resolve(undefined)
    expect((await Promise.all(all)).filter((each) => each !== null)).toHaveLength(1)
  })

  test('after it ended, also by a fault, the other node does it', async () => {
    const failing = withLease(first.tenant, job('ends'), () => Promise.reject(new Error('stopped')))
    await expect(failing).rejects.toThrow('stopped')
    expect(await withLease(second.tenant, job('ends'), () => Promise.resolve('done'))).toBe('done')
    expect(await first.tenant.database.read.selectFrom('lease').selectAll().execute()).toEqual([])
  })

  test('a lease of a node that stopped runs out, and what that node does late is not written', async () => {
    let held: Lease | undefined
    const { promise: stuck, resolve: goOn } = Promise.withResolvers<undefined>()
    const stopped = withLease(first.tenant, job('stopped'), async (lease) => {
      held = lease
      await stuck
      await first.tenant.database.write((tx) => lease.keep(tx))
    })
    await expect.poll(() => held).toBeDefined()
    expect(await withLease(second.tenant, job('stopped'), () => Promise.resolve('done'))).toBeNull()
    second.advance(60_001)
    const taken = withLease(second.tenant, job('stopped'), async (lease) => {
      goOn(undefined)
      await expect(stopped).rejects.toThrow(LeaseLost)
      await second.tenant.database.write((tx) => lease.keep(tx))
      return 'done'
    })
    expect(await taken).toBe('done')
  })

  test('a sign of life holds on to it', async () => {
    const did = await withLease(second.tenant, job('long'), async (lease) => {
      second.advance(50_000)
      await second.tenant.database.write((tx) => lease.keep(tx))
      second.advance(50_000)
      return withLease(second.tenant, job('long'), () => Promise.resolve('taken'))
    })
    expect(did).toBeNull()
  })
})
