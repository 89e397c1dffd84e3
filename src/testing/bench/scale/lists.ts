import type { RedrockReply } from '#schema/redrock.ts'
import type { ApiClient } from '../../apiClient.ts'
import { median } from '../load.ts'
import type { Row } from '../table.ts'
import { readingsOf, type Reading } from './readings.ts'
import type { Scaled } from './scaled.ts'

const rounds = 5
const samples = 20
/** Milliseconds that a list may take. */
export const budget = 50

/** How long each list takes that screens show, in several rounds over all of them. */
export async function lists({ inWords, count, few, admin, plainUser }: Scaled): Promise<Row[]> {
  const readings = readingsOf(count, few)
  const clients: Record<Reading['as'], ApiClient> = { administrator: admin, 'plain user': plainUser }
  const measured = readings.map((): number[][] => [])
  for (let round = 0; round < rounds; round++)
    for (const [index, reading] of readings.entries())
      measured[index]?.push(await timesOf(clients[reading.as], reading))
  return readings.map(({ what }, index) => {
    const times = measured[index] ?? []
    const slow = times.map((round) => nearlyAll(round))
    return {
      what: `${inWords}, ${count} of each kind: ${what}, of ${budget} ms`,
      figure: `${median(slow).toFixed(1)} ms (p95), ${median(times.flat()).toFixed(1)} ms (p50)`,
      ratio: median(slow) / budget,
      spread: [Math.min(...slow) / budget, Math.max(...slow) / budget],
      bar: { atMost: 1 },
    }
  })
}

async function timesOf(client: ApiClient, { what, script, args, least }: Reading): Promise<number[]> {
  const times: number[] = []
  for (let sample = 0; sample < samples; sample++) {
    const began = performance.now()
    const { FullCount } = await client.result<RedrockReply>('/Redrock/query', { Script: script, Args: args })
    times.push(performance.now() - began)
    if (FullCount < least) throw new Error(`${what}: ${FullCount} rows, and not ${least}`)
  }
  return times
}

/** All but the slowest twentieth. */
export const nearlyAll = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN
