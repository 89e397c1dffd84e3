import { afterEach, beforeEach, expect, test } from 'vitest'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import type { Author } from './event.ts'
import { verifyEvents } from './verify.ts'

let running: TestTenant
beforeEach(async () => {
  running = await bootTenant()
})
afterEach(() => running.close())

const from = (ip: string): Author => ({ id: null, name: 'anonymous', ip, correlationId: 'r' })
const record = (ip: string, check = 'credential') =>
  running.tenant.strangerEvents.record(from(ip), { type: 'Cloud.Core.Api.Refused', detail: { check } })

const written = async () => {
  const rows = await running.tenant.database.read
    .selectFrom('event')
    .select(['ip', 'detail'])
    .where('event_type', '=', 'Cloud.Core.Api.Refused')
    .orderBy('number')
    .execute()
  return rows.map(({ ip, detail }) => {
    const { check, count = 1 } = JSON.parse(detail) as { check: string; count?: number }
    return { ip, check, count }
  })
}

test('AU-04 the first is written at once, the others of the same minute together, and none is lost', async () => {
  await Promise.all(Array.from({ length: 200 }, () => record('198.51.100.7')))
  expect(await written()).toEqual([{ ip: '198.51.100.7', check: 'credential', count: 1 }])
  running.advance(60_000)
  await record('198.51.100.7')
  expect((await written()).slice(1)).toEqual([{ ip: '198.51.100.7', check: 'credential', count: 200 }])
  await record('198.51.100.7')
  await record('198.51.100.8')
  await record('198.51.100.7', 'another')
  expect((await written()).slice(2)).toEqual([
    { ip: '198.51.100.8', check: 'credential', count: 1 },
    { ip: '198.51.100.7', check: 'another', count: 1 },
  ])
  await running.tenant.strangerEvents.sumUp()
  expect((await written()).slice(4)).toEqual([{ ip: '198.51.100.7', check: 'credential', count: 1 }])
})

test('AU-04 a /64 of IPv6 is one source', async () => {
  for (let index = 0; index < 20; index++) await record(`2001:db8::${index}:1`)
  expect(await written()).toHaveLength(1)
})

test('AU-04 a flood from a thousand addresses leaves as many events as fifty would', async () => {
  for (let index = 0; index < 1000; index++) await record(`10.1.${index % 7}.${index % 250}`)
  await running.tenant.strangerEvents.sumUp()
  const events = await written()
  expect(events.length).toBeLessThanOrEqual(102)
  expect(events.reduce((sum, { count }) => sum + count, 0)).toBe(1000)
  expect(events.filter(({ ip }) => ip === null).reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(
    900,
  )
  expect(await verifyEvents(running.tenant)).toMatchObject({ intact: true })
})

test('AU-04 what was only counted is written when the tenant stops', async () => {
  await record('198.51.100.7')
  await record('198.51.100.7')
  await running.app.close()
  expect(await written()).toHaveLength(2)
})
