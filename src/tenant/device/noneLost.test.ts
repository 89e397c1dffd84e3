import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { eventTenant, type EventTenant } from '#testing/eventTenant.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'
import { pollDevice } from './pollDevice.ts'

// Whatever happens to polls, each event that is logged within a few minutes comes once.

const minute = 60_000

/** Time goes on, events are logged, and a poll of small pages is tried, which may die at a page. */
const turn = fc.record({
  passes: fc.constantFrom(0, 500, 20_000, 3 * minute, 20 * minute),
  /** How long before they are logged events happened: several at the same moment among them. */
  ago: fc.array(fc.constantFrom(0, 0, 300, 999, 1000, 40_000, 4 * minute), { maxLength: 12 }),
  size: fc.integer({ min: 1, max: 5 }),
  pages: fc.integer({ min: 1, max: 6 }),
  dies: fc.option(fc.integer({ min: 1, max: 4 })),
})

describe.each(testDatabases())('$kind', (engine) => {
  let there: EventTenant
  let running: TestTenant
  let made = 0
  beforeAll(async () => {
    there = await eventTenant()
    running = await bootTenant({ database: await engine.open<Tables>(), allow: [there.origin] })
  })
  afterAll(async () => {
    await running.close()
    await there.close()
  })

  test('no event is lost and none comes twice, across restarts, page boundaries and equal moments', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 6 }), async (turns) => {
        const id = await peopleOf(running).addDevice(`Device ${++made}`, { Server: there.origin })
        let passed = 0
        const clock = () => running.tenant.clock() + passed
        const tenant = { ...running.tenant, clock }
        await running.tenant.database.write((tx) =>
          // The test polls, and nobody else
          tx.updateTable('device_health').set({ next_poll_at: Number.MAX_SAFE_INTEGER }).execute(),
        )
        const { read } = running.tenant.database
        const logged: string[] = []
        for (const { passes, ago, size, pages, dies } of turns) {
          passed += passes
          for (const before of ago) {
            logged.push(`${made} ${String(logged.length).padStart(4, '0')}`)
            there.add({ ID: logged.at(-1) ?? '', at: clock() - before })
          }
          const stopping = new AbortController()
          let page = 0
          there.onPage(() => {
            if (++page === dies) stopping.abort()
          })
          await pollDevice(tenant, id, { size, pages, signal: stopping.signal })
        }
        there.onPage(() => {})
        // A poll that was interrupted comes to its end, and another one begins
        for (let poll = 0; poll < 2; poll++) await pollDevice(tenant, id, { size: 5, pages: 200 })
        const came = await read
          .selectFrom('device_event')
          .select('event_id')
          .where('device_id', '=', id)
          .execute()
        const { events } = await read
          .selectFrom('device_hour')
          .select((column) => column.fn.sum<string>('events').as('events'))
          .where('device_id', '=', id)
          .executeTakeFirstOrThrow()
        await running.admin.result('/Gatewright/Devices/Delete', { ID: id })
        there.remove(...logged)
        expect(came.map(({ event_id: event }) => event).toSorted()).toEqual(logged)
        expect(Number(events)).toBe(logged.length)
      }),
      { numRuns: engine.kind === 'sqlite' ? 40 : 6 },
    )
  })
})
