import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabases } from '#testing/database.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { createAnsweredSignIns, type AnsweredSignIns, type Keep } from './answeredSignIns.ts'

describe.each(testDatabases())('answers of identity providers, $kind', (engine) => {
  let running: TestTenant
  let nodes: [AnsweredSignIns, AnsweredSignIns]
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    nodes = [createAnsweredSignIns(running.tenant), createAnsweredSignIns(running.tenant)]
  })
  afterAll(() => running.close())

  const change = (keep: Keep) =>
    running.tenant.database.write(async (tx) => {
      await keep(tx)
      return 'let in'
    })

  test('RP-01 of two that come with one answer at once, one is let in, also at two nodes', async () => {
    const [here, there] = nodes
    for (const other of nodes) {
      const secret = `secret ${nodes.indexOf(other)}`
      const outcomes = await Promise.all([here.take(secret, change), other.take(secret, change)])
      expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1)
      expect(await there.take(secret, change)).toBe(null)
    }
  })

  test('RP-01 an answer is taken also where it led to nothing', async () => {
    const failing = (keep: Keep) =>
      running.tenant.database.write(async (tx) => {
        await keep(tx)
        throw new Error('refused')
      })
    await expect(nodes[0].take('failing', failing)).rejects.toThrow('refused')
    expect(await nodes[1].take('failing', change)).toBe(null)
    await nodes[0].take('a test', () => Promise.resolve('nothing is kept'))
    expect(await nodes[1].take('a test', change)).toBe(null)
  })
})
