import { beforeEach, describe, expect, test } from 'vitest'
import { days, hours, minutes } from '#schema/duration.ts'
import type { Tenant } from '#tenant/tenant.ts'
import { testDatabases } from '#testing/database.ts'
import { by, isAccepted, keysOf, published, signer, twoNodes } from '#testing/keyNodes.ts'
import { reloadAfter } from './keyRing.ts'
import { replaceKeys } from './replaceKeys.ts'

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

  test('a clock that is turned back hides no change', async () => {
    const { kid: old } = await rotate()
    now += day
    expect(await signer(nodes[1])).toBe(old)
    now -= hour
    const { kid } = await replaceKeys(nodes[0], { by, kid: old })
    expect([await signer(nodes[0]), await isAccepted(nodes[1], old)]).toEqual([kid, false])
  })
})
