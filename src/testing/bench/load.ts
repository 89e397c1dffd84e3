import autocannon from 'autocannon'

export type Load = {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
  connections: number
}

export type Measured = { perSecond: number; p50: number }

/** Seconds of one run; a shorter one before it warms up. */
const runTime = 4
const warmTime = 1

/** Sends the same request again and again and counts. Any answer but 2xx spoils the figure, so it is an error. */
async function run(load: Load): Promise<Measured> {
  await autocannon({ ...load, duration: warmTime })
  const result = await autocannon({ ...load, duration: runTime })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${load.url}: ${result.non2xx} answers other than 2xx, ${result.errors} errors`)
  return { perSecond: result.requests.average, p50: result.latency.p50 }
}

const rounds = 3

/** Measures two things by turns, so that what the machine does meanwhile hits both; gives the medians. */
export async function byTurns(floor: Load, ours: Load): Promise<{ floor: Measured; ours: Measured }> {
  const measured: { floor: Measured; ours: Measured }[] = []
  for (let round = 0; round < rounds; round++)
    measured.push({ floor: await run(floor), ours: await run(ours) })
  const median = (pick: (one: (typeof measured)[number]) => number) =>
    measured.map(pick).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
  const medians = (of: 'floor' | 'ours'): Measured => ({
    perSecond: median((one) => one[of].perSecond),
    p50: median((one) => one[of].p50),
  })
  return { floor: medians('floor'), ours: medians('ours') }
}
