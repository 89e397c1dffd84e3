import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { twoNodes } from '#testing/keyNodes.ts'
import type { Tenant } from '../tenant.ts'
import { appendAlone } from './appendAlone.ts'
import { theTenant } from './event.ts'
import { headOf, recordEvents } from './recordEvents.ts'
import { verifyEvents } from './verify.ts'

const engines = testDatabases().filter(({ kind }) => kind === 'postgres')

test.skipIf(engines.length > 0)('is about PostgreSQL, which is not here', () => {
  expect(engines).toEqual([])
})

describe.each(engines)('$kind', (engine) => {
  let nodes: [Tenant, Tenant]
  beforeAll(async () => {
    nodes = await twoNodes(engine, () => 1_800_000_000_000)
  })

  /** Appends as one node does, and tells of each append whether it took one statement. */
  function appending(node: Tenant) {
    const alone: boolean[] = []
    const append = appendAlone({
      ...node,
      database: {
        ...node.database,
        writeAlone: async (statement) => {
          const written = (await node.database.writeAlone?.(statement)) ?? 0
          alone.push(written > 0)
          return written
        },
      },
    })
    return { alone, append: (name: string) => append([recordingOf(name)]) }
  }
  const recordingOf = (name: string) => ({
    by: { ...theTenant, name },
    at: 1_800_000_000_000,
    event: { type: 'Cloud.Core.Login' as const },
  })
  const named = async (like: string) => {
    const { read } = nodes[0].database
    const rows = await read
      .selectFrom('event')
      .select('actor_name')
      .where('actor_name', 'like', like)
      .execute()
    return rows.map((row) => row.actor_name).toSorted()
  }

  test('AU-03 nobody else appends: one statement each, from where it ended on', async () => {
    const { append, alone } = appending(nodes[0])
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) await append(name)
    expect(alone).toEqual([true, true, true])
    expect(await named('a_')).toEqual(['a1', 'a2', 'a3', 'a4', 'a5'])
    expect(await verifyEvents(nodes[1])).toMatchObject({ intact: true })
  })

  test('AU-03 somebody else appended: nothing is written at the wrong place, and nothing is lost', async () => {
    const { append, alone } = appending(nodes[0])
    for (const name of ['b1', 'b2', 'b3']) await append(name)
    await nodes[1].events.record({ ...theTenant, name: 'b4' }, { type: 'Cloud.Core.Login' })
    for (const name of ['b5', 'b6', 'b7']) await append(name)
    expect(alone).toEqual([true, false, true])
    expect(await named('b_')).toEqual(['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7'])
    expect(await verifyEvents(nodes[0])).toMatchObject({ intact: true })
  })

  test('AU-01 AU-03 nodes and changes that append at once make one chain', async () => {
    const many = async (node: Tenant, from: string) => {
      for (let count = 10; count < 40; count++) {
        await Promise.all(
          ['x', 'y'].map((which) =>
            node.events.record(
              { ...theTenant, name: `${from}${count}${which}` },
              { type: 'Cloud.Core.Login' },
            ),
          ),
        )
        const change = [recordingOf(`${from}${count}z`)]
        if (count % 7 === 0) await node.database.write((tx) => recordEvents(tx, node, change))
      }
    }
    await Promise.all([many(nodes[0], 'c'), many(nodes[1], 'd'), many(nodes[0], 'e')])
    expect(await named('c%')).toHaveLength(64)
    expect(await named('d%')).toHaveLength(64)
    expect(await named('e%')).toHaveLength(64)
    expect(await verifyEvents(nodes[0])).toMatchObject({ intact: true })
  })

  test('AU-03 whoever holds the lock of the chain is waited for, and what they left is gone on from', async () => {
    const { append, alone } = appending(nodes[0])
    for (const name of ['f1', 'f2', 'f3']) await append(name)
    const { database } = nodes[1]
    let waiting: Promise<void> | undefined
    await database.write(async (tx) => {
      await recordEvents(tx, nodes[1], [recordingOf('f4')])
      waiting = append('f5')
      for (let waits = 0; waits === 0;) {
        const { rows } = await sql<{ waits: number }>`select count(*) as waits from pg_locks
          where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`.execute(tx)
        waits = rows[0]?.waits ?? 0
      }
    })
    await waiting
    expect(alone).toEqual([true, false])
    expect(await named('f_')).toEqual(['f1', 'f2', 'f3', 'f4', 'f5'])
    expect(await verifyEvents(nodes[0])).toMatchObject({ intact: true })
  })

  test('AU-03 a head that somebody forged is told, and the chain says so for ever', async () => {
    const { append } = appending(nodes[0])
    for (const name of ['g1', 'g2', 'g3']) await append(name)
    const { number } = await headOf(nodes[0].database.read)
    const forge = sql`update event_head set seal = 'forged' where id = 1`
    await nodes[1].database.write((tx) => forge.execute(tx))
    await append('g4')
    const { read } = nodes[0].database
    const row = await read
      .selectFrom('event')
      .select('event_type')
      .where('number', '=', number + 1)
      .executeTakeFirst()
    expect(row?.event_type).toBe('Cloud.Core.Audit.Broken')
    expect(await verifyEvents(nodes[0])).toMatchObject({ intact: false })
  })
})
