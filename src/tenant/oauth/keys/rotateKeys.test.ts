import { beforeEach, describe, expect, test } from 'vitest'
import { days, hours, minutes } from '#schema/duration.ts'
import type { Tenant } from '#tenant/tenant.ts'
import { testDatabases } from '#testing/database.ts'
import { by, isAccepted, keysOf, published, signer, twoNodes } from '#testing/keyNodes.ts'
import { cancelKey } from './cancelKey.ts'
import { tendKeys } from './keepRotating.ts'
import { publishedAfter, publishedBefore } from './keyLife.ts'
import { reloadAfter } from './keyRing.ts'
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
  const { rotate, states, events } = keysOf(() => ({ nodes, now }))

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
})
