import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { eventTenant, type EventTenant } from '#testing/eventTenant.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'
import { mostKept } from './keepEvents.ts'
import { pollDue } from './keepPolling.ts'
import { pollDevice } from './pollDevice.ts'

describe.each(testDatabases())('what a security device receives, $kind', ({ kind, create, open }) => {
  let there: EventTenant
  let nodes: TestTenant[]
  let running: TestTenant
  let id: string
  let made = 0

  beforeAll(async () => {
    there = await eventTenant()
    const address = await create()
    running = await bootTenant({ database: await open<Tables>(address), allow: [there.origin] })
    nodes = [running]
    if (kind === 'postgres')
      nodes.push(
        await bootTenant({ database: await open<Tables>(address), joins: true, allow: [there.origin] }),
      )
  })
  afterAll(async () => {
    for (const node of nodes) await node.close()
    await there.close()
  })
  beforeEach(async () => {
    id = await peopleOf(running).addDevice(`Device ${++made}`, { Server: there.origin })
    await notDue()
  })
  afterEach(async () => {
    there.remove(...(await received()))
    there.onPage(() => {})
    there.atMost(Infinity)
    await running.admin.result('/Gatewright/Devices/Delete', { ID: id })
  })

  /** The test polls, and nobody else. */
  const notDue = () =>
    running.tenant.database.write((tx) =>
      tx
        .updateTable('device_health')
        .set({ next_poll_at: Number.MAX_SAFE_INTEGER })
        .where('device_id', '=', id)
        .execute(),
    )
  const received = async () =>
    (
      await running.tenant.database.read
        .selectFrom('device_event')
        .select('event_id')
        .where('device_id', '=', id)
        .orderBy('at')
        .orderBy('event_id')
        .execute()
    ).map(({ event_id: event }) => event)
  const counted = async () =>
    Number(
      (
        await running.tenant.database.read
          .selectFrom('device_hour')
          .select((column) => column.fn.sum<string>('events').as('events'))
          .where('device_id', '=', id)
          .executeTakeFirstOrThrow()
      ).events,
    )
  const health = () =>
    running.tenant.database.read
      .selectFrom('device_health')
      .selectAll()
      .where('device_id', '=', id)
      .executeTakeFirstOrThrow()
  const poll = (options = {}) => pollDevice(running.tenant, id, { size: 10, ...options })
  const now = () => running.tenant.clock()
  const names = (count: number, prefix = 'e') =>
    Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`)

  test('comes once and whole over page boundaries, many at the same moment, and an hour of nothing', async () => {
    const at = now() - 3_600_000
    // Pages of ten: boundaries within one moment, within one second, and between
    const all = names(57).map((ID, index) => ({ ID, at: at + Math.floor(index / 25) * 400 }))
    there.add(...all)
    await poll()
    await poll()
    expect(await received()).toEqual(all.map(({ ID }) => ID))
    expect(await counted()).toBe(57)
    expect(await health()).toMatchObject({ failure: null, position: null })
  })

  test('comes whole where a page is kept in several parts', async () => {
    const all = names(450).map((ID, index) => ({ ID, at: now() - 3_600_000 + index }))
    there.add(...all)
    await poll({ size: 1000 })
    expect(await received()).toEqual(names(450))
    expect(await counted()).toBe(450)
    expect((await health()).newest_event_at).toBe(all.at(-1)?.at)
  })

  test('goes on where a poll stopped, with what came and went in between', async () => {
    const at = now() - 3_600_000
    there.add(...names(50).map((ID, index) => ({ ID, at: at + index * 1000 })))
    await poll({ pages: 2 })
    const part = await received()
    expect(part.length).toBeLessThan(50)
    expect((await health()).position).not.toBeNull()
    // Numbers of pages move by this, and nothing is lost
    there.remove(...names(5))
    there.add({ ID: 'late', at: at + 49_000 })
    for (let turn = 0; turn < 10; turn++) await poll({ pages: 2 })
    expect(await received()).toEqual([...names(50), 'late'].toSorted())
    expect(await counted()).toBe(51)
  })

  test('is complete after a node died at any page, on whichever node goes on', async () => {
    const at = now() - 3_600_000
    there.add(...names(45).map((ID, index) => ({ ID, at: at + Math.floor(index / 7) * 1000 })))
    for (let dies = 1; dies < 8; dies++) {
      const stopping = new AbortController()
      let page = 0
      there.onPage(() => {
        if (++page === dies) stopping.abort()
      })
      const { tenant } = nodes[dies % nodes.length] ?? running
      await pollDevice(tenant, id, { size: 10, signal: stopping.signal })
    }
    there.onPage(() => {})
    await poll()
    expect(await received()).toEqual(names(45))
    expect(await counted()).toBe(45)
    // Dying is no failure of the device
    expect(await health()).toMatchObject({ failures: 0, failure: null })
  })

  test('is what happened shortly before the newest event and was logged later', async () => {
    const at = now() - 3_600_000
    there.add({ ID: 'newest', at })
    await poll()
    there.add({ ID: 'logged later', at: at - 240_000 })
    await poll()
    expect(await received()).toEqual(['logged later', 'newest'])
    expect(await counted()).toBe(2)
  })

  test('is complete where the tenant gives fewer rows than were asked for', async () => {
    there.atMost(4)
    there.add(...names(23).map((ID, index) => ({ ID, at: now() - 3_600_000 + index * 1000 })))
    await poll()
    expect(await received()).toEqual(names(23))
  })

  test('is nothing twice when two nodes poll at the same moment: one does', async () => {
    there.add(...names(30).map((ID) => ({ ID, at: now() - 60_000 })))
    const before = there.counts().tokens
    const polled = await Promise.all(
      [...nodes, ...nodes, ...nodes].map(({ tenant }) => pollDevice(tenant, id, { size: 10 })),
    )
    expect(polled.filter((each) => each).length).toBeGreaterThan(0)
    expect(there.counts().tokens - before).toBe(polled.filter((each) => each).length)
    expect(await received()).toEqual(names(30))
    expect(await counted()).toBe(30)
  })

  test('goes on after a node that was killed, once its lease has run out', async () => {
    there.add({ ID: 'one', at: now() - 1000 })
    await running.tenant.database.write((tx) =>
      tx
        .insertInto('lease')
        .values({ name: `device ${id}`, holder: 'a node that was killed', expires_at: now() + 60_000 })
        .execute(),
    )
    expect(await poll()).toBe(false)
    expect(await received()).toEqual([])
    for (const node of nodes) node.advance(60_001)
    expect(await poll()).toBe(true)
    expect(await received()).toEqual(['one'])
  })

  test('what comes of settings that were changed meanwhile is dropped', async () => {
    there.add({ ID: 'of before', at: now() - 60_000 })
    let changed = false
    there.onPage(async () => {
      if (changed) return
      changed = true
      await running.admin.result('/Gatewright/Devices/Update', { ID: id, Location: 'OnPrem' })
      await notDue()
    })
    expect(await poll()).toBe(false)
    expect(await received()).toEqual([])
    await poll()
    expect(await received()).toEqual(['of before'])
  })

  test('an event of the future hides nothing that happens until then', async () => {
    there.add({ ID: 'of the future', at: now() + 86_400_000 })
    await poll()
    there.add({ ID: 'of now', at: now() })
    await poll()
    expect(await received()).toEqual(['of now', 'of the future'])
  })

  test('a paused device is not polled, and what came meanwhile comes later', async () => {
    await running.admin.result('/Gatewright/Devices/Update', { ID: id, Polling: false })
    there.add({ ID: 'while paused', at: now() })
    await pollDue(running.tenant)
    expect(await poll()).toBe(false)
    expect(await received()).toEqual([])
    await running.admin.result('/Gatewright/Devices/Update', { ID: id, Polling: true })
    await pollDue(running.tenant)
    expect(await received()).toEqual(['while paused'])
    await notDue()
  })

  test('X-11 a bounded number of events is kept, the newest, and all are counted', async () => {
    const at = now() - 7_200_000
    const rows = names(mostKept.usually).map((event, index) => ({
      device_id: id,
      event_id: event,
      at: at + index,
      received_at: at,
      event_type: '',
      user_name: '',
      address: '',
    }))
    for (let from = 0; from < rows.length; from += 1000)
      await running.tenant.database.write((tx) =>
        tx
          .insertInto('device_event')
          .values(rows.slice(from, from + 1000))
          .execute(),
      )
    there.add(...names(5, 'new').map((ID, index) => ({ ID, at: now() - 10_000 + index })))
    await poll()
    const kept = await received()
    expect(kept).toHaveLength(mostKept.usually)
    expect(kept.slice(0, 2)).toEqual(['e0005', 'e0006'])
    expect(kept.slice(-5)).toEqual(names(5, 'new'))
    expect(await counted()).toBe(5)
  })

  test('a failure is kept with its step, and is tried less and less often', async () => {
    await running.admin.result('/Gatewright/Devices/Update', {
      ID: id,
      Server: 'http://127.0.0.1:9',
      Password: 'typed again',
    })
    const waits = []
    for (let turn = 0; turn < 6; turn++) {
      await poll()
      const { next_poll_at: next, failure } = await health()
      waits.push(Math.round((next - now()) / 60_000))
      expect(JSON.parse(failure ?? '')).toMatchObject({ step: 'reach', screen: 'device' })
    }
    expect(waits).toEqual([5, 10, 20, 40, 60, 60])
  })
})
