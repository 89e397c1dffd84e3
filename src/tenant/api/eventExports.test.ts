import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { verificationLine } from '#schema/calls/eventCalls.ts'
import type { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { peopleOf, type People } from '#testing/people.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { eventsInRange } from '../audit/eventsInRange.ts'
import type { Tables } from '../store/tables.ts'

const path = '/Gatewright/Export/Events'
const exported = z.looseObject({ number: z.number(), id: z.string(), type: z.string(), who: z.string() })

describe.each(testDatabases())('the audit log as a file, $kind', (engine) => {
  let booted: TestTenant
  let people: People
  let reviewer: ApiClient
  beforeAll(async () => {
    booted = await bootTenant({ database: await engine.open<Tables>() })
    people = peopleOf(booted)
    for (const name of ['=1+1', 'a|b=c\\d', 'two\nlines', 'Ünal'])
      await people.addRole(`Role ${name}`).catch(() => undefined)
    await recordMany(1200)
    reviewer = (await people.somebody(['monitor'])).client
  })
  afterAll(() => booted.close())

  const recordMany = async (count: number) => {
    const { events } = booted.tenant
    const record = (each: number) =>
      events.record(
        { id: null, name: '=SUM(A1)', ip: '192.0.2.7', correlationId: `request ${each}` },
        { type: 'Cloud.Core.Login', detail: { told: 'a|b=c\nd', long: 'x'.repeat(2000) } },
      )
    for (let from = 0; from < count; from += 100)
      await Promise.all(Array.from({ length: 100 }, (_, each) => record(from + each)))
  }
  const fileOf = (asked: object, by: ApiClient = booted.admin) => by.result<string>(path, asked)
  const linesOf = (text: string) => text.split('\n').slice(0, -1)
  const inLines = async (asked: object) =>
    linesOf(await fileOf({ format: 'jsonl', ...asked })).map((line) => exported.parse(JSON.parse(line)))

  test('has every event once, the oldest first, in each format', async () => {
    const events = await inLines({})
    expect(events.length).toBeGreaterThan(1200)
    expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1))
    const csv = await fileOf({ format: 'csv' })
    for (const { id } of events) expect(csv).toContain(`"${id}"`)
    // What a spreadsheet would take for a formula is none
    expect(csv).toContain(`"'=SUM(A1)"`)
    const cef = linesOf(await fileOf({ format: 'cef' }))
    expect(cef).toHaveLength(events.length)
    for (const [index, line] of cef.entries()) {
      expect(line).toMatch(/^CEF:0\|Gatewright\|Gatewright\|1\|Cloud\.[^|]*\|[^|]*\|[369]\|rt=\d/)
      expect(line).toContain(`externalId=${events[index]?.id} `)
    }
    expect(cef.at(-20)).toContain(String.raw`msg={"told":"a|b\=c\\nd"`)
  })

  test('has what fits the filter of the list, and nothing else', async () => {
    const all = await inLines({})
    const kept = await inLines({ type: 'Cloud.Core.Login', text: 'sum' })
    expect(kept).toEqual(all.filter(({ type, who }) => type === 'Cloud.Core.Login' && who === '=SUM(A1)'))
    expect(await inLines({ request: 'request 7' })).toHaveLength(1)
    expect(await inLines({ from: Date.now() + 10 * 86_400_000 })).toEqual([])
    expect(await fileOf({ format: 'csv', text: 'nobody at all' })).toMatch(/^"number"[^\n]*\r\n$/)
  })

  test('whoever may read the log gets it, without a trace of it; others are refused in the envelope', async () => {
    const before = (await inLines({})).length
    expect(linesOf(await fileOf({ format: 'jsonl' }, reviewer))).toHaveLength(before)
    expect((await inLines({})).length).toBe(before)
    const { client } = await people.somebody(['appman'])
    const { status, envelope } = await client.post(path, { format: 'csv' })
    expect([status, envelope.ErrorCode]).toEqual([403, 'forbidden'])
    expect((await booted.admin.post(path, { format: 'pdf' })).envelope).toMatchObject({
      success: false,
      ErrorCode: 'invalid_fields',
    })
  })

  test('at most four are made at a time, and one that is broken off makes room', async () => {
    const begun = async ({ bearer }: ApiClient = booted.admin) => {
      const asking = request(`${booted.url}${path}`, {
        method: 'POST',
        agent: false,
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${bearer}`,
          'x-idap-native-client': 'true',
        },
      })
      asking.end(JSON.stringify({ format: 'csv' }))
      const [reply] = (await once(asking, 'response')) as [IncomingMessage]
      return { asking, type: reply.headers['content-type'] }
    }
    await recordMany(3000)
    // Nobody reads on, and what waits is more than the network keeps
    const held = await Promise.all([begun(), begun()])
    const again = await booted.admin.post(path, { format: 'csv' })
    expect(again.envelope).toMatchObject({
      ErrorCode: 'limited',
      Message: expect.stringMatching(/^2 /) as string,
    })
    // One person leaves room for others
    held.push(...(await Promise.all([begun(reviewer), begun(reviewer)])))
    expect(held.map(({ type }) => type)).toEqual(Array(4).fill('text/csv; charset=utf-8'))
    const third = (await people.somebody(['monitor'])).client
    expect((await third.post(path, { format: 'csv' })).envelope).toMatchObject({
      success: false,
      ErrorCode: 'limited',
    })
    for (const { asking } of held) asking.destroy()
    await expect
      .poll(async () => (await booted.admin.post(path, { format: 'jsonl' })).envelope.success)
      .toBe(true)
  })

  test('a sign at which some programs end a line ends none of it', async () => {
    const signs = '\v\f\u0085\u2028\u2029'
    await booted.tenant.events.record(
      { id: null, name: `a${signs}CEF:0|b`, ip: '192.0.2.7', correlationId: 'line ends' },
      { type: 'Cloud.Core.Login', detail: { told: signs } },
    )
    const asked = { request: 'line ends' }
    expect(await fileOf({ format: 'cef', ...asked })).not.toMatch(/[\v\f\u0085\u2028\u2029]/)
    expect(await fileOf({ format: 'jsonl', ...asked })).not.toMatch(/[\v\f\u0085\u2028\u2029]/)
    expect((await inLines(asked))[0]).toMatchObject({ who: `a${signs}CEF:0|b`, detail: { told: signs } })
  })

  test('where nothing fits, reading stops between stretches once nobody asks on', async () => {
    const parts = eventsInRange(
      { database: booted.tenant.database, actor: { id: 'somebody' } },
      { text: 'nobody at all' },
      { most: 100 },
    )
    expect(await parts.next()).toEqual({ done: false, value: [] })
    expect((await parts.return(undefined)).done).toBe(true)
  })

  test('AU-03 the log is verified with how far it is, and the first event that was changed is named', async () => {
    const verify = async () =>
      linesOf(await reviewer.result<string>('/Gatewright/Events/Verify')).map((line) =>
        verificationLine.parse(JSON.parse(line)),
      )
    const well = await verify()
    const events = (await inLines({})).length
    expect(well.at(-1)).toEqual({ intact: true, events, versions: expect.any(Number) as number })
    expect(well.slice(0, -1)).toEqual(
      Array.from({ length: Math.floor(events / 1000) }, (_, index) => ({
        checked: (index + 1) * 1000,
        of: events,
      })),
    )
    await booted.tenant.database.write(async (tx) => {
      const trigger = engine.kind === 'sqlite' ? 'event_no_update' : 'event_append_only on event'
      await sql.raw(`drop trigger ${trigger}`).execute(tx)
      await sql`update event set actor_name = 'nobody' where number = 1100`.execute(tx)
    })
    expect((await verify()).at(-1)).toEqual({
      intact: false,
      number: 1100,
      fault: 'This event was changed, moved or inserted after it was recorded.',
    })
  })
})
