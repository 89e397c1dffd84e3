import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { deriveKeys } from '#platform/key.ts'
import { createLog } from '#platform/log.ts'
import { SealBroken } from '#platform/seal.ts'
import { days, hours, minutes } from '#schema/duration.ts'
import { theTenant } from '#tenant/audit/event.ts'
import { verifyEvents } from '#tenant/audit/verify.ts'
import { startTenant } from '#tenant/start.ts'
import type { Tables } from '#tenant/store/tables.ts'
import type { Tenant } from '#tenant/tenant.ts'
import { testDatabases } from '#testing/database.ts'
import { cancelKey } from './cancelKey.ts'
import { keyLives } from './changeKeys.ts'
import { tendKeys } from './keepRotating.ts'
import { publishedAfter, publishedBefore, stateAt } from './keyLife.ts'
import { reloadAfter } from './keyRing.ts'
import { replaceKeys } from './replaceKeys.ts'
import { rotateKeys } from './rotateKeys.ts'
import { changeRotationPeriod } from './rotationPeriod.ts'

const keys = deriveKeys(new Uint8Array(32).map((_, index) => (index * 37 + 11) % 256))
const day = days(1) * 1000
const hour = hours(1) * 1000
const minute = minutes(1) * 1000
const by = { ...theTenant, name: 'ada@acme.test', correlationId: 'test' }

describe.each(testDatabases())('$kind', (engine) => {
  let nodes: [Tenant, Tenant]
  let now: number
  beforeEach(async () => {
    now = Date.UTC(2026, 10, 22)
    const address = await engine.create()
    const node = async () => {
      const { tenant } = await startTenant({
        database: await engine.open<Tables>(address),
        keys,
        log: createLog({ level: 'silent' }),
        url: 'http://localhost:7081',
        consoleUrl: 'http://localhost:7080',
        clock: () => now,
      })
      return tenant
    }
    nodes = [await node(), await node()]
  })

  const signer = async (node: Tenant) => (await node.keyRing.signing()).kid
  const published = async (node: Tenant) => (await node.keyRing.published()).map(({ kid }) => kid)
  const isAccepted = async (node: Tenant, kid: string) => (await node.keyRing.verifying(kid)) !== undefined
  const states = async () =>
    Object.fromEntries((await keyLives(nodes[0].database.read)).map((life) => [life.kid, stateAt(life, now)]))
  const rotate = (node = nodes[0], signsFrom: number | null = null) => rotateKeys(node, { by, signsFrom })
  const events = async () =>
    (
      await nodes[0].database.read
        .selectFrom('event')
        .select(['event_type', 'object_id', 'actor_name'])
        .where('event_type', 'like', 'Cloud.Core.Key.%')
        .orderBy('number')
        .execute()
    ).map(({ event_type, object_id, actor_name }) => [event_type, object_id, actor_name])

  test('TK-07 a new key is published ten minutes before it signs; the old one stays until its last token has ended', async () => {
    const [one, two] = nodes
    const old = await signer(one)
    const { kid, signsFrom } = await rotate()
    expect(signsFrom).toBe(now + publishedBefore)
    expect(await published(one)).toEqual([old, kid])
    expect(await published(two)).toEqual([old, kid])
    now = signsFrom - 1
    expect([await signer(one), await signer(two)]).toEqual([old, old])
    now = signsFrom
    expect([await signer(one), await signer(two)]).toEqual([kid, kid])
    expect(await published(two)).toEqual([kid, old])
    now = signsFrom + publishedAfter - 1
    expect([await isAccepted(one, old), await isAccepted(two, old)]).toEqual([true, true])
    now += 1
    expect([await isAccepted(one, old), await isAccepted(two, old)]).toEqual([false, false])
    expect(await published(two)).toEqual([kid])
    expect(await states()).toEqual({ [old]: 'gone', [kid]: 'signing' })
    expect(await events()).toEqual([['Cloud.Core.Key.Create', kid, by.name]])
  })

  test('a moment of one’s choice is kept, not before ten minutes and not after a year', async () => {
    const old = await signer(nodes[0])
    for (const wrong of [now, now + publishedBefore - 1, now + 367 * day, -1])
      await expect(rotate(nodes[0], wrong)).rejects.toMatchObject({ code: 'invalid_fields' })
    expect(await published(nodes[0])).toEqual([old])
    const chosen = now + 7 * day
    const { kid } = await rotate(nodes[0], chosen)
    now = chosen - 1
    expect(await signer(nodes[1])).toBe(old)
    now = chosen
    expect(await signer(nodes[1])).toBe(kid)
  })

  test('who rotates while a key waits moves that one: it is published already', async () => {
    const waiting = await rotate(nodes[0], now + 7 * day)
    now += hour
    expect(await rotate(nodes[1], now + day)).toEqual({ kid: waiting.kid, signsFrom: now + day })
    expect(await rotate(nodes[1])).toEqual({ kid: waiting.kid, signsFrom: now })
    expect([await signer(nodes[1]), await published(nodes[0])]).toEqual([
      waiting.kid,
      expect.arrayContaining([waiting.kid]),
    ])
    now += reloadAfter
    expect(await signer(nodes[0])).toBe(waiting.kid)
    expect((await events()).map(([type]) => type)).toEqual([
      'Cloud.Core.Key.Create',
      'Cloud.Core.Key.Modify',
      'Cloud.Core.Key.Modify',
    ])
  })

  test('TK-07 several who rotate at once get one new key', async () => {
    // A file has one program that writes; a server has several
    const [one, two] = engine.kind === 'postgres' ? nodes : [nodes[0], nodes[0]]
    const made = await Promise.all([one, two, one, two].map((node) => rotate(node)))
    expect(new Set(made.map(({ kid }) => kid)).size).toBe(1)
    expect(Object.values(await states()).toSorted()).toEqual(['signing', 'upcoming'])
    expect((await events()).map(([type]) => type)).toEqual(['Cloud.Core.Key.Create'])
  })

  test('a key that waits is taken back, and the old one goes on', async () => {
    const old = await signer(nodes[0])
    const { kid, signsFrom } = await rotate()
    await cancelKey(nodes[1], { by, kid })
    expect(await published(nodes[0])).toEqual([old])
    await expect(cancelKey(nodes[0], { by, kid })).rejects.toMatchObject({ code: 'not_found' })
    now = signsFrom
    expect([await signer(nodes[0]), await signer(nodes[1])]).toEqual([old, old])
    expect((await events()).at(-1)).toEqual(['Cloud.Core.Key.Delete', kid, by.name])
  })

  test('a key is not taken back once a node may sign with it', async () => {
    const { kid, signsFrom } = await rotate()
    now = signsFrom - minute + 1
    await expect(cancelKey(nodes[0], { by, kid })).rejects.toMatchObject({ code: 'gone' })
    now = signsFrom
    await expect(cancelKey(nodes[0], { by, kid })).rejects.toMatchObject({ code: 'gone' })
    expect(await signer(nodes[1])).toBe(kid)
  })

  test('TK-07 replacing: a new key signs at once, and what the others signed is refused here at once and elsewhere in seconds', async () => {
    const [one, two] = nodes
    const first = await signer(one)
    const second = await rotate()
    now = second.signsFrom + day
    const waiting = await rotate(one, now + day)
    const others = [first, second.kid, waiting.kid]
    const accepted = (node: Tenant) => Promise.all(others.map((each) => isAccepted(node, each)))
    expect([await signer(two), await accepted(two)]).toEqual([second.kid, [true, true, true]])
    const { kid } = await replaceKeys(one, { by, kid: second.kid })
    expect([await signer(one), await accepted(one)]).toEqual([kid, [false, false, false]])
    now += Math.min(reloadAfter, minute)
    expect([await signer(two), await accepted(two)]).toEqual([kid, [false, false, false]])
    for (const node of nodes) expect(await published(node)).toEqual([kid])
    expect(await states()).toEqual({
      [first]: 'revoked',
      [second.kid]: 'revoked',
      [waiting.kid]: 'revoked',
      [kid]: 'signing',
    })
    now = waiting.signsFrom + day
    expect(await signer(two)).toBe(kid)
    const sealed = await one.database.read
      .selectFrom('signing_key')
      .select(['kid', 'sealed_private'])
      .execute()
    expect(sealed.filter((row) => row.sealed_private !== '').map((row) => row.kid)).toEqual([kid])
    expect((await events()).at(-1)).toEqual(['Cloud.Core.Key.Replace', kid, by.name])
  })

  test('another node takes the new key at once when a token names it', async () => {
    const [one, two] = nodes
    const old = await signer(two)
    now += 1000
    const { kid } = await replaceKeys(one, { by, kid: old })
    expect(await isAccepted(two, kid)).toBe(true)
  })

  test('who replaces a key that somebody has replaced already does nothing', async () => {
    const old = await signer(nodes[0])
    const { kid } = await replaceKeys(nodes[0], { by, kid: old })
    await expect(replaceKeys(nodes[1], { by, kid: old })).rejects.toMatchObject({ code: 'stale' })
    const one = await replaceKeys(nodes[0], { by, kid })
    expect(await published(nodes[1])).toEqual([one.kid])
  })

  test('a new key takes over by itself, published a day before, once whichever node looks', async () => {
    const [one, two] = nodes
    const old = await signer(one)
    const began = now
    now = began + 89 * day - 1
    await tendKeys(one)
    expect(await published(two)).toEqual([old])
    now += 1
    await Promise.all((engine.kind === 'postgres' ? nodes : [one, one]).map(tendKeys))
    await tendKeys(two)
    const [, kid = ''] = await published(two)
    expect(await states()).toEqual({ [old]: 'signing', [kid]: 'upcoming' })
    now = began + 90 * day - 1
    expect(await signer(two)).toBe(old)
    now += 1
    expect(await signer(two)).toBe(kid)
    expect(await events()).toEqual([['Cloud.Core.Key.Create', kid, 'Gatewright']])
  })

  test('a tenant that slept rotates when it wakes, ten minutes later; one that is told never does not', async () => {
    const old = await signer(nodes[0])
    await changeRotationPeriod(nodes[0], { by, everyDays: 0 })
    now += 900 * day
    await tendKeys(nodes[0])
    expect(await published(nodes[0])).toEqual([old])
    await changeRotationPeriod(nodes[0], { by, everyDays: 30 })
    await changeRotationPeriod(nodes[0], { by, everyDays: 30 })
    await tendKeys(nodes[1])
    const [, kid = ''] = await published(nodes[0])
    now += publishedBefore
    expect(await signer(nodes[1])).toBe(kid)
    expect((await events()).map(([type]) => type)).toEqual([
      'Cloud.Core.Key.Schedule',
      'Cloud.Core.Key.Schedule',
      'Cloud.Core.Key.Create',
    ])
  })

  test('the private half of a key that signs no more is destroyed; its public half goes on, and its row goes after a year', async () => {
    const rows = () =>
      nodes[0].database.read.selectFrom('signing_key').select(['kid', 'sealed_private']).execute()
    const old = await signer(nodes[0])
    await changeRotationPeriod(nodes[0], { by, everyDays: 0 })
    const { kid, signsFrom } = await rotate()
    now = signsFrom + day - 1
    await tendKeys(nodes[0])
    expect((await rows()).every(({ sealed_private }) => sealed_private !== '')).toBe(true)
    now += 1
    await tendKeys(nodes[0])
    expect((await rows()).find((row) => row.kid === old)?.sealed_private).toBe('')
    expect([await isAccepted(nodes[1], old), await signer(nodes[1])]).toEqual([true, kid])
    now = signsFrom + publishedAfter + 365 * day
    await tendKeys(nodes[0])
    expect((await rows()).map((row) => row.kid)).toEqual([kid])
  })

  test('TK-06 the published keys have public members alone, whatever stands in the row', async () => {
    const { database, keyRing } = nodes[0]
    const row = await database.read.selectFrom('signing_key').selectAll().executeTakeFirstOrThrow()
    const stray = JSON.stringify({
      ...(JSON.parse(row.public_jwk) as object),
      d: 'stray',
      p: 'stray',
      k: 'x',
    })
    await database.write((tx) => tx.updateTable('signing_key').set({ public_jwk: stray }).execute())
    const [jwk] = await keyRing.published()
    expect(Object.keys(jwk ?? {}).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    expect(jwk).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig', kid: row.kid })
    expect(Buffer.from(jwk?.n ?? '', 'base64url')).toHaveLength(2048 / 8)
  })

  test('KR-01 NT-65 private halves that were swapped between rows sign nothing', async () => {
    const { database } = nodes[0]
    await rotate()
    now += publishedBefore
    const [a, b] = await database.read.selectFrom('signing_key').selectAll().execute()
    await database.write(async (tx) => {
      for (const [one, other] of [
        [a, b],
        [b, a],
      ])
        await tx
          .updateTable('signing_key')
          .set({ sealed_private: other?.sealed_private ?? '' })
          .where('kid', '=', one?.kid ?? '')
          .execute()
    })
    for (const node of nodes) await expect(node.keyRing.signing()).rejects.toThrow(SealBroken)
    expect(await isAccepted(nodes[1], a?.kid ?? '')).toBe(true)
    await database.write(async (tx) => {
      for (const row of [a, b])
        await tx
          .updateTable('signing_key')
          .set({ sealed_private: row?.sealed_private ?? '' })
          .where('kid', '=', row?.kid ?? '')
          .execute()
    })
    now += reloadAfter
    for (const node of nodes) expect(await signer(node)).toBe((await published(node))[0])
  })

  test('TK-04 names of keys that somebody made up are looked for once a second', async () => {
    const { keyRing, database } = nodes[0]
    await keyRing.signing()
    now += 2000
    await keyRing.verifying('made up')
    await database.write((tx) => tx.updateTable('signing_key').set({ kid: 'seen when read' }).execute())
    for (let count = 0; count < 1000; count++)
      expect(await keyRing.verifying(`made up ${count}`)).toBeUndefined()
    expect(await keyRing.verifying('seen when read')).toBeUndefined()
    now += 1000
    expect(await keyRing.verifying('seen when read')).toBeDefined()
  })

  test('a clock that is turned back hides no change', async () => {
    const { kid: old } = await rotate()
    now += day
    expect(await signer(nodes[1])).toBe(old)
    now -= hour
    const { kid } = await replaceKeys(nodes[0], { by, kid: old })
    expect([await signer(nodes[0]), await isAccepted(nodes[1], old)]).toEqual([kid, false])
  })

  test('TK-07 whatever is done and whenever, no node signs with a key that another does not publish, and no live token is orphaned', async () => {
    const steps = fc.array(
      fc.record({
        node: fc.constantFrom(0, 1),
        act: fc.constantFrom('wait', 'wait', 'rotate', 'plan', 'cancel', 'replace', 'tend', 'period'),
        after: fc.constantFrom(1000, 30_000, minute, 9 * minute, publishedBefore, hour, day, 29 * day),
      }),
      { minLength: 6, maxLength: 14 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const signed = new Map<string, number>()
        let revokedAt = -1
        const act = async (node: Tenant, what: string) => {
          const lives = await keyLives(node.database.read)
          const named = (state: string) => lives.find((life) => stateAt(life, now) === state)?.kid ?? ''
          if (what === 'rotate') await rotate(node)
          if (what === 'plan') await rotate(node, now + day).catch(() => undefined)
          if (what === 'cancel') await cancelKey(node, { by, kid: named('upcoming') }).catch(() => undefined)
          if (what === 'tend') await tendKeys(node)
          if (what === 'period')
            await changeRotationPeriod(node, { by, everyDays: (now / 1000) % 2 === 0 ? 30 : 0 })
          if (what !== 'replace') return
          await replaceKeys(node, { by, kid: named('signing') })
          signed.clear()
          revokedAt = now
        }
        for (const { node, act: what, after } of taken) {
          now += after
          await act(nodes[node === 0 ? 0 : 1], what)
          now += 1000
          for (const kid of [await signer(nodes[0]), await signer(nodes[1])]) {
            // Until it hears of it, a node signs with what was revoked: refused, not trusted
            if (now - revokedAt < reloadAfter) continue
            signed.set(kid, now)
            for (const node of nodes) {
              expect([kid, await isAccepted(node, kid)]).toEqual([kid, true])
              expect([kid, await published(node)]).toEqual([kid, expect.arrayContaining([kid])])
            }
          }
          for (const [kid, at] of signed)
            if (now - at <= 30 * day)
              for (const one of nodes) {
                expect([kid, await isAccepted(one, kid)]).toEqual([kid, true])
                expect(await published(one)).toContain(kid)
              }
          const life = (await keyLives(nodes[0].database.read)).filter(
            (each) => stateAt(each, now) === 'signing',
          )
          expect(life).toHaveLength(1)
        }
      }),
      { numRuns: 6, endOnFailure: true },
    )
    expect(await verifyEvents(nodes[0])).toMatchObject({ intact: true })
  })
})
