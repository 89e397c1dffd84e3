import { importJWK, jwtVerify } from 'jose'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deriveKeys } from '#platform/key.ts'
import { testDatabases } from '#testing/database.ts'
import { peopleOf } from '#testing/people.ts'
import { oauthOf } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { auditKey, readCheckpoint, signCheckpoint } from './checkpoint.ts'
import { theTenant } from './event.ts'
import { headOf } from './recordEvents.ts'
import { sealEarlier } from './sealEarlier.ts'
import { verifyEvents } from './verify.ts'

// The owner of the database can do anything to it, and has not the key.

describe.each(testDatabases())('AU-03 NT-66 X-04 $kind', (engine) => {
  let running: TestTenant
  let userId: string
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    userId = await peopleOf(running).addUser('carol')
    await running.admin.result('/CDirectoryService/SetUserState', { ID: userId, state: 'Disabled' })
    await oauthOf(running).application('portal')
    for (let count = 0; count < 60; count++) await record()
    const { tenant } = running
    await tenant.database.write(async (tx) => {
      const triggers =
        engine.kind === 'sqlite'
          ? ['drop trigger event_no_update', 'drop trigger event_no_delete']
          : ['drop trigger event_append_only on event', 'drop trigger event_no_truncate on event']
      for (const statement of triggers) await sql.raw(statement).execute(tx)
    })
  })
  afterAll(() => running.close())

  const record = () => running.tenant.events.record(theTenant, { type: 'Cloud.Core.Login' })
  const verdict = (...checkpoints: Parameters<typeof verifyEvents>[1] & object) =>
    verifyEvents(running.tenant, checkpoints)
  const checkpoint = async () => {
    const { number, hash } = await headOf(running.tenant.database.read)
    return { tenant: running.tenant.id, number, hash, iat: 1_800_000_000 }
  }
  const tables = ['event', 'event_head', 'object_version'] as const

  /** What the owner did is taken back afterwards. */
  async function tampered<Result>(statements: string[], look: () => Promise<Result>): Promise<Result> {
    const { database } = running.tenant
    const held = await Promise.all(
      tables.map(
        async (table) => [table, await database.read.selectFrom(table).selectAll().execute()] as const,
      ),
    )
    const run = (texts: string[]) =>
      database.write(async (tx) => {
        for (const text of texts) await sql.raw(text).execute(tx)
      })
    await run(statements)
    try {
      return await look()
    } finally {
      await run(tables.map((table) => `delete from ${table}`))
      for (const [table, rows] of held)
        for (const row of rows)
          await database.write((tx) =>
            tx
              .insertInto(table)
              .values(row as never)
              .execute(),
          )
    }
  }

  const moveHead = (by: number) =>
    `update event_head set number = number - ${by}, hash = (select hash from event where number = (select number from event_head) - ${by})`
  const cutOff = (by: number) => [
    moveHead(by),
    'delete from event where number > (select number from event_head)',
  ]

  test('an untouched log is intact, with every version', async () => {
    expect(await verdict(await checkpoint())).toEqual({
      intact: true,
      events: (await checkpoint()).number,
      versions: (
        await sql<{ all: number }>`select count(*) as "all" from object_version`.execute(
          running.tenant.database.read,
        )
      ).rows[0]?.all,
    })
  })

  test('the last fifty events are cut off and the head is moved: named, also after the tenant went on', async () => {
    const { number } = await checkpoint()
    await tampered(cutOff(50), async () => {
      expect(await verdict()).toMatchObject({
        intact: false,
        number: number - 49,
        fault: expect.stringMatching(/cut off/),
      })
      await record()
      await record()
      // What it goes on with says so for ever
      expect(await verdict()).toMatchObject({
        intact: false,
        number: number - 49,
        fault: expect.stringMatching(/events before this one may be missing/),
      })
    })
    expect(await verdict()).toMatchObject({ intact: true })
  })

  test('all events are deleted, and the head is at the start', async () => {
    const start = [`update event_head set number = 0, hash = ''`, 'delete from event']
    expect(await tampered(start, () => verdict())).toMatchObject({
      intact: false,
      number: 1,
      fault: expect.stringMatching(/cut off/),
    })
    expect(await tampered(['delete from event'], () => verdict())).toMatchObject({ intact: false, number: 1 })
  })

  test('where the log ends is deleted', async () => {
    const { number } = await checkpoint()
    expect(await tampered(['delete from event_head'], () => verdict())).toEqual({
      intact: false,
      number: number + 1,
      fault: 'Where the log ends was deleted (event_head).',
    })
  })

  test('a head without a seal, as an earlier version left it, is not sealed a second time', async () => {
    await tampered([...cutOff(50), `update event_head set seal = ''`], async () => {
      await sealEarlier(running.tenant)
      expect(await verdict()).toMatchObject({ intact: false, fault: expect.stringMatching(/cut off/) })
    })
  })

  test('an earlier state that was valid shows against a checkpoint, and nowhere else', async () => {
    const { database } = running.tenant
    const rows = await database.read.selectFrom('event').selectAll().execute()
    const head = await database.read.selectFrom('event_head').selectAll().executeTakeFirstOrThrow()
    const before = await checkpoint()
    await record()
    const after = await checkpoint()
    await record()
    const back = [
      `delete from event where number > ${rows.length}`,
      `update event_head set number = ${head.number}, hash = '${head.hash}', seal = '${head.seal}'`,
    ]
    await tampered(back, async () => {
      expect(await verdict(before)).toMatchObject({ intact: true })
      expect(await verdict(before, after)).toMatchObject({
        intact: false,
        number: before.number + 1,
        fault: expect.stringMatching(/2027-01-15T08:00:00\.000Z.*put back to an earlier state/),
      })
      // And when it went on as if nothing had been
      for (let count = 0; count < 5; count++) await record()
      expect(await verdict()).toMatchObject({ intact: true })
      expect(await verdict(before, after)).toMatchObject({ intact: false, number: after.number })
    })
  })

  const ofUser = (version: number) => `object_id = '${userId}' and version = ${version}`
  test.each<[string, (version: number) => string, RegExp]>([
    [
      'what it was',
      (version) => `update object_version set after = '{}' where ${ofUser(version)}`,
      /changed/,
    ],
    [
      'who did it',
      (version) => `update object_version set actor_name = 'x' where ${ofUser(version)}`,
      /changed/,
    ],
    ['when', (version) => `update object_version set at = at - 1 where ${ofUser(version)}`, /changed/],
    [
      'nothing into something',
      (version) => `update object_version set before = '{}' where ${ofUser(version)}`,
      /changed/,
    ],
    ['a deletion', (version) => `delete from object_version where ${ofUser(version)}`, /deleted/],
    [
      'a version put in',
      (version) =>
        `insert into object_version select object_type, object_id, 9, at, actor_id, actor_name, why, before, after
           from object_version where ${ofUser(version)}`,
      /Version 9 .* was inserted/,
    ],
  ])('a version row is edited or deleted: %s', async (_, statement, fault) => {
    const found = await tampered([statement(1)], () => verdict())
    expect(found).toMatchObject({ intact: false, fault: expect.stringMatching(fault) })
    expect(found).toMatchObject({ fault: expect.stringContaining(`of the user ${userId}`) })
  })

  test('two versions that changed places', async () => {
    const swap = [
      `update object_version set version = 99 where ${ofUser(1)}`,
      `update object_version set version = 1 where ${ofUser(2)}`,
      `update object_version set version = 2 where ${ofUser(99)}`,
    ]
    expect(await tampered(swap, () => verdict())).toMatchObject({
      intact: false,
      fault: expect.stringMatching(/Version [12] .* changed/),
    })
  })

  test('the log of an earlier version is brought over: its versions are held from then on', async () => {
    const earlier = [
      `update event_head set seal = ''`,
      `delete from event where number > 0`,
      `update event_head set number = 0, hash = ''`,
    ]
    await tampered(earlier, async () => {
      await sealEarlier(running.tenant)
      const sealed = await verdict()
      expect(sealed).toMatchObject({ intact: true, versions: expect.any(Number) })
      const after = await checkpoint()
      await sealEarlier(running.tenant)
      expect(await checkpoint()).toEqual(after)
      await running.tenant.database.write((tx) =>
        sql.raw(`update object_version set why = 'x' where ${ofUser(1)}`).execute(tx),
      )
      expect(await verdict()).toMatchObject({
        intact: false,
        fault: expect.stringMatching(/Version 1 of the user .* changed/),
      })
    })
  })

  test('a checkpoint is a JWS that anybody can check with the public key, and nobody else can make', async () => {
    const { keys } = running.tenant
    const said = await checkpoint()
    const text = signCheckpoint(keys, said)
    const jwk = auditKey(keys)
    const { payload, protectedHeader } = await jwtVerify(text, await importJWK(jwk, 'EdDSA'))
    expect(payload).toEqual(said)
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'gatewright-checkpoint+jwt', kid: jwk.kid })
    expect(readCheckpoint(keys, `${text}\n`)).toEqual(said)
    const others = deriveKeys(new Uint8Array(32).map((_, index) => index * 5 + 1))
    for (const other of [signCheckpoint(others, said), text.slice(0, -4), `x${text}`, '', 'a.b.c'])
      expect(readCheckpoint(keys, other)).toBeNull()
  })
})
