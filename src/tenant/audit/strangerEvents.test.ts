import { afterEach, beforeEach, expect, test } from 'vitest'
import { ApiClient, signIn } from '#testing/apiClient.ts'
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

test('X-02 a flood of guesses from a thousand addresses leaves as many events as a hundred and fifty would, and none is lost', async () => {
  for (let index = 0; index < 1000; index++)
    await running.tenant.strangerEvents.recordGuess(
      from(`10.1.${index % 7}.${index % 250}`),
      { type: 'Cloud.Core.Api.Refused', detail: { reason: 'wrong password' } },
      `person${index}@acme.test`,
    )
  await running.tenant.strangerEvents.sumUp()
  const events = await written()
  expect(events.length).toBeLessThanOrEqual(202)
  expect(events.reduce((sum, { count }) => sum + count, 0)).toBe(1000)
  expect(events.slice(0, 100).every(({ count }) => count === 1)).toBe(true)
})

test('AU-04 what was only counted is written when the tenant stops', async () => {
  await record('198.51.100.7')
  await record('198.51.100.7')
  await running.app.close()
  expect(await written()).toHaveLength(2)
})

test('X-17 tries that have to wait are counted, on the sign-in by API and with the setup link', async () => {
  const stranger = new ApiClient(running.url, null)
  const tries = async (times: number, one: () => Promise<unknown>) => {
    for (let each = 0; each < times; each++) await one()
  }
  const fails = () => signIn(running.url, { user: 'ada@acme.test', password: 'wrong' }).catch(() => null)
  await tries(5, fails)
  const before = await waits()
  await tries(4, fails)
  await running.tenant.strangerEvents.sumUp()
  expect(before).toEqual([])
  expect(await waits()).toEqual([
    { type: 'Cloud.Core.LoginFail', name: 'ada@acme.test', count: 1 },
    { type: 'Cloud.Core.LoginFail', name: 'ada@acme.test', count: 3 },
  ])
  const guess = { token: 'guessed', user: 'eve@acme.test', password: 'quite long sentence 9' }
  await tries(8, () => stranger.post('/Gatewright/Setup/CreateAdministrator', guess))
  await running.tenant.strangerEvents.sumUp()
  expect((await waits()).slice(2)).toEqual([
    { type: 'Cloud.Core.Api.Refused', name: 'anonymous', count: 1 },
    { type: 'Cloud.Core.Api.Refused', name: 'anonymous', count: 2 },
  ])
})

const waits = async () => {
  const rows = await running.tenant.database.read
    .selectFrom('event')
    .select(['event_type', 'actor_name', 'detail'])
    .orderBy('number')
    .execute()
  return rows.flatMap(({ event_type: type, actor_name: name, detail }) => {
    const { check, count = 1 } = JSON.parse(detail) as { check?: string; count?: number }
    return check === 'attemptAllowed' ? [{ type, name, count }] : []
  })
}
