import { freePort } from '../freePort.ts'
import { basic, formOf } from '../oauth.ts'
import { start } from '../program.ts'
import { benchApplication, connections, ownToken } from './benchApplication.ts'
import type { OnDatabase } from './databases.ts'
import { rates, type Load } from './load.ts'
import { startPeer } from './peers.ts'
import type { Row } from './table.ts'

/** What a database has to reach of signing alone. */
const limits: Record<OnDatabase['kind'], Pick<Row, 'bar' | 'goal'>> = {
  sqlite: { bar: { atLeast: 0.7 }, goal: { atLeast: 0.75 } },
  postgres: { bar: { atLeast: 0.45 } },
}

const client = { clientId: 'bench@acme.test', secret: 'as-long-as-a-generated-one-of-ours-is' }

/**
 * A client-credentials token with database, permission check and recorded event, against signing alone, on each database. Beside them, in the same
 * turns, what another authorization server makes of the same request.
 */
export async function tokenRates(databases: readonly OnDatabase[]): Promise<Row[]> {
  const port = await freePort()
  const programs = [
    await start(['src/testing/bench/bareSigner.ts', String(port)], { ready: /ready/ }),
    await startPeer(client, { durable: false }),
    await startPeer(client, { durable: true }),
  ] as const
  const [, inMemory, durable] = programs
  const request = { method: 'POST' as const, connections, headers: form, body: formOf(ownToken).toString() }
  const asking: Load = {
    ...request,
    url: '',
    headers: { ...form, authorization: basic(client.clientId, client.secret) },
  }
  const loads: Record<string, Load> = { floor: { ...request, url: `http://127.0.0.1:${port}/` } }
  for (const { inWords, product } of databases)
    loads[`on ${inWords}`] = (await benchApplication(product, 'bench')).load('/OAuth2/Token', ownToken)
  loads[peers.inMemory] = { ...asking, url: inMemory.url }
  loads[peers.durable] = { ...asking, url: durable.url }
  try {
    const { medians, compared } = await rates(loads)
    const row = (name: string): Row => ({
      what: `Client-credentials tokens ${name}, of the rate of signing alone`,
      figure: `${Math.round(medians[name] ?? 0)}/s of ${Math.round(medians['floor'] ?? 0)}/s`,
      ...compared(name, 'floor'),
    })
    return [
      ...databases.map(({ kind, inWords }) => ({ ...row(`on ${inWords}`), ...limits[kind] })),
      ...Object.values(peers).map(row),
    ]
  } finally {
    for (const program of programs) await program.stop()
  }
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const peers = { inMemory: 'of oidc-provider in memory', durable: 'of oidc-provider that syncs an event each' }
