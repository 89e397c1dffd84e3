import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBff, type RunningBff } from '#testing/bff.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'
import { routesOf } from '#testing/routes.ts'
import {
  costOf,
  json,
  longestStall,
  worstBodies,
  worstHeaders,
  worstQueries,
  worstTexts,
  type Sent,
} from '#testing/stalls.ts'

let running: RunningBff
beforeAll(async () => {
  const [engine] = testDatabases()
  if (!engine) throw new Error('no database')
  running = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
})
afterAll(() => running.close())

/** What only the console's own scripts send in a browser, and anybody without one. */
const own = [`Origin: http://localhost:7080`, 'X-Gatewright: 1']

async function tooDear(requests: Record<string, Sent>): Promise<Record<string, number>> {
  const dear: Record<string, number> = {}
  for (const [name, request] of Object.entries(requests)) {
    const cost = await costOf(running.address, () => request, new URL(running.url).host)
    if (cost > longestStall) dear[name] = cost
  }
  return dear
}

const each = <Thing>(things: Record<string, Thing>, request: (thing: Thing) => Sent) =>
  Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, request(thing)]))

test('X-01 no address of the bff takes long over a body, header or query', { timeout: 120_000 }, async () => {
  const routes = routesOf(running.app)
  expect(routes.length).toBeGreaterThan(8)
  for (const route of routes) {
    const [method = '', path = ''] = route.split(' ')
    const target = path.replace('*', 'security/whoami')
    const requests = {
      ...each(worstBodies, (body) => ({ method, target, headers: own, ...body })),
      ...each(worstHeaders, (header) => ({
        method,
        target,
        headers: header.startsWith('Origin') ? [header] : [...own, header],
      })),
      ...each(worstQueries, (query) => ({ method, target: target + query, headers: own })),
    }
    expect({ route, dear: await tooDear(requests) }).toEqual({ route, dear: {} })
  }
})

const queries: [target: string, name: string][] = [
  ['/bff/sign-in', 'returnTo'],
  ...['code', 'state', 'iss', 'error', 'error_description'].map((name): [string, string] => [
    '/callback',
    name,
  ]),
]

test.each(queries)('X-01 %s takes long over no %s', async (target, name) => {
  const headers = [`Cookie: gatewright-sign-in=${randomUUID()}`]
  const requests = each(worstTexts, (worst) => ({
    method: 'GET',
    target: `${target}?${name}=${encodeURIComponent(worst(7000)).slice(0, 7500).replace(/%.?$/, '')}`,
    headers,
  }))
  expect(await tooDear(requests)).toEqual({})
})

test.each(['user', 'password', 'token'])('X-01 /bff/setup takes long over no %s', async (name) => {
  const body = { user: 'ada@acme.test', password: 'x', token: 'x' }
  const requests = each(worstTexts, (worst) => ({
    method: 'POST',
    target: '/bff/setup',
    headers: own,
    ...json(JSON.stringify({ ...body, [name]: worst(20_000) })),
  }))
  expect(await tooDear(requests)).toEqual({})
})
