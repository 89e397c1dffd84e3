import { Agent, type IncomingMessage, request } from 'node:http'
import autocannon from 'autocannon'
import type { Row } from './table.ts'

export type Load = {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  /** One after the other instead of `body`, whichever connection is next. */
  bodies?: readonly string[]
  connections: number
}

/** Seconds of one run; a shorter one before it warms up. */
const runTime = 3
const warmTime = 1

/** Sends the same request again and again and counts. Any answer but 2xx spoils the figure, so it is an error. */
async function perSecond(load: Load, times = { runTime, warmTime }): Promise<number> {
  const { bodies, ...options } = load
  let next = 0
  const requests =
    bodies === undefined
      ? {}
      : {
          requests: [
            { setupRequest: (request: object) => ({ ...request, body: bodies[next++ % bodies.length] }) },
          ],
        }
  await autocannon({ ...options, ...requests, duration: times.warmTime })
  const result = await autocannon({ ...options, ...requests, duration: times.runTime })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${load.url}: ${result.non2xx} answers other than 2xx, ${result.errors} errors`)
  return result.requests.average
}

const samples = 400

/** Milliseconds that half of the answers take at most, one request after the other on a kept connection. */
async function halfWithin(load: Load): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[] = []
  for (let count = 0; count < samples; count++) times.push(await timeOf(load, agent))
  agent.destroy()
  return median(times)
}

async function timeOf({ url, method, headers, body }: Load, agent: Agent): Promise<number> {
  const began = performance.now()
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, {
      method: method ?? 'GET',
      headers: { ...headers, 'content-length': Buffer.byteLength(body ?? '') },
      agent,
    })
      .on('response', resolve)
      .on('error', reject)
      .end(body)
  })
  for await (const _ of reply);
  if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.statusCode}`)
  return performance.now() - began
}

const rounds = 5

export type Measured<Name extends string> = {
  /** What each of them reached in half of the rounds. */
  medians: Record<Name, number>
  /** How one stands to another within a round, in half of the rounds, and the least and the most of it: a machine that is slow for a while is slow for both. */
  compared: (of: Name, to: Name) => Required<Pick<Row, 'ratio' | 'spread'>>
}

/** Measures several things by turns, so that what the machine does meanwhile hits all of them. */
export async function byTurns<Of, Name extends string>(
  measure: (of: Of) => Promise<number>,
  all: Record<Name, Of>,
): Promise<Measured<Name>> {
  const names = Object.keys(all) as Name[]
  const measured: Record<Name, number>[] = []
  for (let round = 0; round < rounds; round++) {
    const figures = {} as Record<Name, number>
    for (const name of names) figures[name] = await measure(all[name])
    measured.push(figures)
  }
  const medians = names.map((name) => [name, median(measured.map((figures) => figures[name]))])
  return {
    medians: Object.fromEntries(medians) as Record<Name, number>,
    compared(of, to) {
      const ratios = measured.map((figures) => figures[of] / figures[to])
      return { ratio: median(ratios), spread: [Math.min(...ratios), Math.max(...ratios)] }
    },
  }
}

/** Answers a second. */
export const rates = <Name extends string>(all: Record<Name, Load>) =>
  byTurns((load: Load) => perSecond(load), all)

/** Answers a second of many things, each measured for half the time. */
export const ratesOf = <Name extends string>(all: Record<Name, Load>) =>
  byTurns((load) => perSecond(load, { runTime: runTime / 2, warmTime: warmTime / 2 }), all)

/** Milliseconds. */
export const latencies = (floor: Load, ours: Load) => byTurns(halfWithin, { floor, ours })

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
