import { setTimeout as pause } from 'node:timers/promises'
import autocannon from 'autocannon'
import { webApplications } from '#schema/redrockColumns.ts'
import { benchApplication, ownToken } from '../benchApplication.ts'
import { byTurns, type Load } from '../load.ts'
import type { Row } from '../table.ts'
import type { Scaled } from './scaled.ts'

/** Few, so that what is measured is how long the event loop is held and not how long the queue before it is. */
const connections = 4
const runTime = 5

/** What clients that ask for tokens notice of somebody who opens a list of applications each second. */
export async function tokensBesideLists({ inWords, count, product, plainUser }: Scaled): Promise<Row> {
  const application = await benchApplication(product, 'bench-beside')
  const load = { ...application.load('/OAuth2/Token', ownToken), connections }
  const list = () =>
    plainUser.result('/Redrock/query', {
      Script: webApplications.script,
      Args: { PageNumber: 1, PageSize: 50, Limit: 50 },
    })
  const { medians, compared } = await byTurns(slowest, {
    alone: { load, beside: () => Promise.resolve({}) },
    besideLists: { load, beside: list },
  })
  return {
    what: `${inWords}, ${count} of each kind: tokens (p99) while a plain user lists applications each second, of tokens alone`,
    figure: `${medians.besideLists.toFixed(1)} ms of ${medians.alone.toFixed(1)} ms`,
    ...compared('besideLists', 'alone'),
    bar: { atMost: 2 },
  }
}

/** Milliseconds that all but a hundredth of the answers take at most. */
async function slowest({ load, beside }: { load: Load; beside: () => Promise<unknown> }): Promise<number> {
  const state = { over: false }
  const { bodies: _, ...request } = load
  const measure = async () => {
    const result = await autocannon({ ...request, duration: runTime })
    state.over = true
    return result
  }
  const running = measure()
  while (!state.over) {
    await beside()
    await Promise.race([running, pause(1000)])
  }
  const { latency, non2xx, errors } = await running
  if (non2xx > 0 || errors > 0)
    throw new Error(`${load.url}: ${non2xx} answers other than 2xx, ${errors} errors`)
  return latency.p99
}
