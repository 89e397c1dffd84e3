import { Agent, request, type IncomingMessage } from 'node:http'
import { byTurns } from './load.ts'

/** One after the other on one kept connection; gives status, headers and text. */
export type Send = (
  url: string,
  options?: { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string },
) => Promise<{ status: number; location: string; text: string }>

/** Several requests that belong together. It throws when an answer is not the expected one. */
export type Flow = (send: Send) => Promise<void>

const workers = 32
/** Milliseconds. */
const warmTime = 500
const runTime = 2000

/** Flows a second, of floor and ours by turns. */
export const flowRates = (floor: Flow, ours: Flow) => byTurns(flowsPerSecond, { floor, ours })

async function flowsPerSecond(flow: Flow): Promise<number> {
  const began = performance.now()
  const counted = { from: began + warmTime, until: began + warmTime + runTime }
  let count = 0
  const work = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (performance.now() < counted.until) {
      await flow(sendWith(agent))
      const now = performance.now()
      if (now >= counted.from && now < counted.until) count++
    }
    agent.destroy()
  }
  await Promise.all(Array.from({ length: workers }, work))
  return count / (runTime / 1000)
}

const sendWith =
  (agent: Agent): Send =>
  async (url, { method = 'GET', headers = {}, body = '' } = {}) => {
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) }, agent })
        .on('response', resolve)
        .on('error', reject)
        .end(body)
    })
    const chunks: Buffer[] = []
    for await (const chunk of reply as AsyncIterable<Buffer>) chunks.push(chunk)
    return {
      status: reply.statusCode ?? 0,
      location: reply.headers.location ?? '',
      text: Buffer.concat(chunks).toString(),
    }
  }
