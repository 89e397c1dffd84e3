import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deriveKeys } from '#platform/key.ts'
import { testDatabases } from '#testing/database.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { theTenant } from './event.ts'
import { eventStatements } from './eventStatements.ts'
import { recordEvents } from './recordEvents.ts'
import { verifyEvents } from './verify.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
  })
  afterAll(() => running.close())

  const record = (name: string, more: { object?: string; detail?: Record<string, unknown> } = {}) =>
    running.tenant.events.record(
      { ...theTenant, name },
      {
        type: 'Cloud.Core.Login',
        application: { id: 'a', name },
        object: { type: 'user', id: more.object ?? 'u', name },
        detail: more.detail ?? {},
      },
    )
  const verdict = () => verifyEvents(running.tenant)

  describe('AU-02 what was recorded is neither changed nor deleted, whoever asks', () => {
    test.each([
      ['an update', sql`update event set actor_name = 'nobody' where number = 1`],
      ['an update of everything', sql`update event set level = level`],
      ['a deletion', sql`delete from event where number = 1`],
      ['a deletion of everything', sql`delete from event`],
      ['a replacement', sql`insert into event select * from event where number = 1`],
    ])('%s is refused', async (_, statement) => {
      await expect(running.tenant.database.write((tx) => statement.execute(tx))).rejects.toThrow(
        /append-only|unique|duplicate/i,
      )
      expect(await verdict()).toMatchObject({ intact: true })
    })
  })

  test('events of parallel requests are numbered without a gap, and the chain fits', async () => {
    await Promise.all(Array.from({ length: 150 }, (_, index) => record(`parallel ${index}`)))
    const numbers = await running.tenant.database.read
      .selectFrom('event')
      .select('number')
      .orderBy('number')
      .execute()
    expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, index) => index + 1))
    expect(await verdict()).toMatchObject({ intact: true, events: numbers.length })
  })

  test('AU-01 AU-03 events of requests and of changes make one chain', async () => {
    const { tenant } = running
    const change = (name: string) =>
      tenant.database.write((tx) =>
        recordEvents(tx, tenant, [
          { by: { ...theTenant, name }, at: tenant.clock(), event: { type: 'Cloud.Core.Logout' } },
        ]),
      )
    await Promise.all(
      Array.from({ length: 60 }, async (_, at) => {
        await pause(at / 3)
        await (at % 3 ? record(`request ${at}`) : change(`change ${at}`))
      }),
    )
    expect(await verdict()).toMatchObject({ intact: true })
    const rows = await tenant.database.read
      .selectFrom('event')
      .select('actor_name')
      .where((when) =>
        when.or([when('actor_name', 'like', 'request %'), when('actor_name', 'like', 'change %')]),
      )
      .execute()
    expect(new Set(rows.map((row) => row.actor_name)).size).toBe(60)
  })

  test('AU-05 no text breaks the chain or another event: halves of characters, NUL, line ends, other scripts', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({
        unit: fc.constantFrom('\ud83d', '\ude00', '\0', '\r\n', '\u2028', '"', 'a'),
        maxLength: 8,
      }),
    )
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (name, text) => {
        await record(name, { object: text, detail: { text, [text]: name } })
      }),
      { numRuns: 60 },
    )
    expect(await verdict()).toMatchObject({ intact: true })
    const rows = await running.tenant.database.read.selectFrom('event').selectAll().execute()
    for (const row of rows) expect(JSON.parse(JSON.stringify(row))).toEqual(row)
  })

  test('AU-05 nobody who is not signed in breaks the chain by what they send', async () => {
    const halved = `${'a'.repeat(199)}😀`
    const back = encodeURIComponent(`OAuth2/Authorize/${running.consoleClient.applicationId}?x=1`)
    await fetch(`${running.url}/login?cloudRedirect=${back}`, {
      method: 'POST',
      headers: { origin: running.url },
      body: new URLSearchParams({ user: halved, password: 'x' }),
    })
    await fetch(`${running.url}/OAuth2/Token/${running.consoleClient.applicationId}`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: halved, client_secret: 'x' }),
    })
    const api = async (path: string, body: string) =>
      fetch(running.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    await api('/Security/StartAuthentication', String.raw`{"User":"\ud83d\u0041"}`)
    await api('/Security/StartAuthentication?token=x', '{}')
    expect(await verdict()).toMatchObject({ intact: true })
  })
})

test('AU-03 events that were put together before the chain went on are refused', async () => {
  const running = await bootTenant()
  const { tenant } = running
  const event = { by: theTenant, at: tenant.clock(), event: { type: 'Cloud.Core.Login' } } as const
  const late = await eventStatements(tenant)([event])
  await tenant.events.record(theTenant, event.event)
  await expect(tenant.database.writeApart?.(() => Promise.resolve(late))).rejects.toThrow(/unique/i)
  const [, headAlone] = late
  await expect(
    tenant.database.writeApart?.(() => Promise.resolve(headAlone ? [headAlone] : [])),
  ).rejects.toThrow(/one row and changed 0/)
  expect(await verifyEvents(tenant)).toMatchObject({ intact: true })
  await running.close()
})

describe('AU-03 NT-66 the owner of the database is found out, and the event is named', () => {
  let running: TestTenant
  let last: number
  beforeEach(async () => {
    running = await bootTenant()
    for (let count = 0; count < 5; count++)
      await running.tenant.events.record(
        { ...theTenant, name: `person ${count}` },
        { type: 'Cloud.Core.Login' },
      )
    const row = await running.tenant.database.read
      .selectFrom('event_head')
      .selectAll()
      .executeTakeFirstOrThrow()
    last = row.number
    return () => running.close()
  })

  const tamper = (...statements: string[]) =>
    running.tenant.database.write(async (tx) => {
      for (const statement of ['drop trigger event_no_update', 'drop trigger event_no_delete', ...statements])
        await sql.raw(statement).execute(tx)
    })
  const verdict = () => verifyEvents(running.tenant)

  test.each([
    ['who', `actor_name = 'someone else'`],
    ['when', 'at = at + 1'],
    ['what', `event_type = 'Cloud.Core.Logout'`],
    ['from where', `ip = '203.0.113.1'`],
    ['detail', `detail = '{"a":1}'`],
    ['what it was about', `object_id = 'another'`],
    ['the hash itself', `hash = 'x' || substr(hash, 2)`],
    ['nothing into something', `application_id = ''`],
  ])('an edit of %s', async (_, set) => {
    await tamper(`update event set ${set} where number = 4`)
    expect(await verdict()).toMatchObject({ intact: false, number: 4 })
  })

  test('a deletion, first, middle and last', async () => {
    for (const number of [last, 4, 1]) {
      await running.tenant.database.write((tx) => sql`drop trigger if exists event_no_delete`.execute(tx))
      await running.tenant.database.write((tx) => sql`delete from event where number = ${number}`.execute(tx))
      expect(await verdict()).toMatchObject({ intact: false, number })
    }
  })

  test('two events that changed places', async () => {
    await tamper(
      'update event set number = 0 where number = 4',
      'update event set number = 4 where number = 5',
      'update event set number = 5 where number = 0',
    )
    expect(await verdict()).toMatchObject({ intact: false, number: 4 })
  })

  test('an event in between, with the later ones moved up', async () => {
    await tamper(
      'update event set number = -number where number > 3',
      'update event set number = 1 - number where number < 0',
      `insert into event select 4, 'forged', event_type, at, level, actor_id, actor_name, application_id,
         application_name, object_type, object_id, object_name, ip, correlation_id, detail, hash from event where number = 3`,
      'update event_head set number = number + 1',
    )
    expect(await verdict()).toMatchObject({ intact: false, number: 4 })
  })

  test('events that were cut off, or put after the end', async () => {
    await tamper(`delete from event where number > ${last - 2}`)
    expect(await verdict()).toMatchObject({ intact: false, number: last - 1 })
  })

  test('an event after the end', async () => {
    await tamper(
      `insert into event select ${last} + 1, 'forged', event_type, at, level, actor_id, actor_name, application_id,
         application_name, object_type, object_id, object_name, ip, correlation_id, detail, hash from event where number = 1`,
    )
    expect(await verdict()).toMatchObject({ intact: false, number: last + 1 })
  })

  test('a chain under another key', async () => {
    const keys = deriveKeys(new Uint8Array(32).map((_, index) => index + 3))
    expect(await verifyEvents({ ...running.tenant, keys })).toMatchObject({ intact: false, number: 1 })
  })

  test('an untouched chain is intact', async () => {
    expect(await verdict()).toMatchObject({ intact: true, events: last })
  })
})
