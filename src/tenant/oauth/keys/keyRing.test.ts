import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { SealBroken } from '#platform/seal.ts'
import { days, hours, minutes } from '#schema/duration.ts'
import { verifyEvents } from '#tenant/audit/verify.ts'
import type { Tenant } from '#tenant/tenant.ts'
import { testDatabases } from '#testing/database.ts'
import { by, isAccepted, keysOf, published, signer, twoNodes } from '#testing/keyNodes.ts'
import { cancelKey } from './cancelKey.ts'
import { keyLives } from './changeKeys.ts'
import { tendKeys } from './keepRotating.ts'
import { publishedBefore, stateAt } from './keyLife.ts'
import { reloadAfter } from './keyRing.ts'
import { replaceKeys } from './replaceKeys.ts'
import { changeRotationPeriod } from './rotationPeriod.ts'

const day = days(1) * 1000
const hour = hours(1) * 1000
const minute = minutes(1) * 1000

describe.each(testDatabases())('$kind', (engine) => {
  let nodes: [Tenant, Tenant]
  let now: number
  beforeEach(async () => {
    now = Date.UTC(2026, 10, 22)
    nodes = await twoNodes(engine, () => now)
  })
  const { rotate } = keysOf(() => ({ nodes, now }))

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
