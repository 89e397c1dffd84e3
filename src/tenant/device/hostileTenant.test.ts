import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { OutboundFault } from '#platform/outbound/outboundFault.ts'
import { testDatabases } from '#testing/database.ts'
import { eventTenant, type EventTenant } from '#testing/eventTenant.ts'
import { peopleOf } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { DeviceChanged } from './keepEvents.ts'
import { clientOf, pollDevice, pollEvery } from './pollDevice.ts'
import { readDevice } from './readDevice.ts'

describe.each(testDatabases())('a poll that meets what nobody expects, $kind', (engine) => {
  let there: EventTenant
  let running: TestTenant
  let id: string
  let made = 0
  beforeAll(async () => {
    there = await eventTenant()
    running = await bootTenant({ database: await engine.open<Tables>(), allow: [there.origin] })
  })
  afterAll(async () => {
    await running.close()
    await there.close()
  })
  beforeEach(async () => {
    id = await peopleOf(running).addDevice(`Device ${++made}`, { Server: there.origin })
    await notDue()
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
  const health = () =>
    running.tenant.database.read
      .selectFrom('device_health')
      .selectAll()
      .where('device_id', '=', id)
      .executeTakeFirstOrThrow()
  const update = (values: object) => running.admin.result('/Gatewright/Devices/Update', { ID: id, ...values })
  const poll = (tenant: Tenant = running.tenant) => pollDevice(tenant, id, { size: 10 })
  const now = () => running.tenant.clock()
  /** Whatever is asked for, this happens instead. */
  const asking = (happens: () => Promise<Response>): Tenant => ({
    ...running.tenant,
    outbound: Object.assign(happens, { exceptionFor: () => null }),
  })

  test('X-11 characters that a database does not keep stop nothing, and the event comes once', async () => {
    const event = { ID: 'nul\0and\ud800half', at: now() - 60_000 }
    there.add(event, { ID: 'next', at: now() - 30_000 })
    await poll()
    await poll()
    there.remove(event.ID, 'next')
    expect(await health()).toMatchObject({ failure: null, failures: 0 })
    const kept = await running.tenant.database.read
      .selectFrom('device_event')
      .select('event_id')
      .where('device_id', '=', id)
      .orderBy('at')
      .execute()
    expect(kept.map((row) => row.event_id)).toEqual(['nul\ufffdand\ufffdhalf', 'next'])
    const { events } = await running.tenant.database.read
      .selectFrom('device_hour')
      .select(({ fn }) => fn.sum<string>('events').as('events'))
      .where('device_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(Number(events)).toBe(2)
  })

  test('an event of a year with five digits stops nothing', async () => {
    there.add({ ID: 'far', at: Date.UTC(12_000, 0) }, { ID: 'now', at: now() - 1000 })
    await poll()
    await poll()
    there.remove('far', 'now')
    expect(await health()).toMatchObject({ failure: null, position: null })
  })

  test('a failure of settings that were changed meanwhile is not told of the new ones', async () => {
    const changes = asking(async () => {
      await update({ Location: 'OnPrem' })
      await notDue()
      throw new OutboundFault('unreachable')
    })
    expect(await poll(changes)).toBe(false)
    expect(await health()).toMatchObject({ failure: null, failures: 0 })
  })

  test('a failure that another node is ahead of is nothing', async () => {
    const slow = asking(async () => {
      await running.tenant.database.write((tx) =>
        tx.updateTable('lease').set({ holder: 'another node' }).execute(),
      )
      throw new OutboundFault('unreachable')
    })
    expect(await poll(slow)).toBe(false)
    expect(await health()).toMatchObject({ failure: null, failures: 0 })
    await running.tenant.database.write((tx) => tx.deleteFrom('lease').execute())
  })

  test('a fault of ours is thrown, kept as a failure, and not tried again at once', async () => {
    const broken = asking(() => Promise.reject(new Error('a fault of ours')))
    await expect(poll(broken)).rejects.toThrow('a fault of ours')
    const { failure, failures, next_poll_at: next } = await health()
    expect(failures).toBe(1)
    expect(failure).not.toContain('a fault of ours')
    expect(next).toBeGreaterThanOrEqual(now() + pollEvery - 10_000)
    expect(next).toBeLessThan(now() + 2 * pollEvery)
  })

  test('another server begins anew: nothing is said of it that the earlier one did', async () => {
    there.add({ ID: 'of the earlier one', at: now() - 1000 })
    await poll()
    there.remove('of the earlier one')
    await poll(asking(() => Promise.reject(new OutboundFault('unreachable'))))
    await update({ Server: 'https://elsewhere.example.com', Password: 'for elsewhere' })
    await notDue()
    const told = await running.admin.result<object>('/Gatewright/Devices/Health', { ID: id })
    expect(told).toMatchObject({ State: 'Waiting', LastSuccess: null, LastFailure: null, Failure: null })
    expect(told).toMatchObject({ NewestEvent: null })
    const { Events } = await running.admin.result<{ Events: object[] }>('/Gatewright/Devices/Events', {
      ID: id,
    })
    expect(Events).toEqual([])
  })

  test('RP-18 a password that was typed for another server since goes to no earlier one', async () => {
    const before = await readDevice(running.tenant.database.read, id)
    if (!before) throw new Error('The device is gone')
    await update({ Server: 'https://elsewhere.example.com', Password: 'for elsewhere' })
    await expect(clientOf(running.tenant, before)).rejects.toThrow(DeviceChanged)
  })
})
