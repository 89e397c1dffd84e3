import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readProxies } from '#platform/trustedProxies.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { createTenantApp } from './app.ts'

let running: TestTenant
let behind: FastifyInstance
beforeAll(async () => {
  running = await bootTenant()
  behind = await createTenantApp(running.tenant, { trustedProxies: readProxies('10.0.0.5,10.1.0.0/16') })
  await behind.ready()
})
afterAll(async () => {
  await behind.close()
  await running.close()
})

/** Which address the tenant's log has for a call from `remoteAddress`. */
async function recorded(app: FastifyInstance, remoteAddress: string, headers: Record<string, string>) {
  const { host } = new URL(running.url)
  // What one address does again within a minute would only be counted
  await running.tenant.strangerEvents.sumUp()
  const reply = await app.inject({
    method: 'POST',
    url: '/OAuth2/Token/nothing', // a refusal that leaves an event
    remoteAddress,
    headers: { ...headers, host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'grant_type=client_credentials',
  })
  const row = await running.tenant.database.read
    .selectFrom('event')
    .select('ip')
    .where('correlation_id', '=', String(reply.headers['x-request-id']))
    .executeTakeFirstOrThrow()
  return row.ip
}

describe('RL-04 NT-48 the address of a client behind a proxy', () => {
  test('is what a listed proxy heard', async () => {
    expect(await recorded(behind, '10.0.0.5', { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' })).toBe(
      '203.0.113.9',
    )
    expect(await recorded(behind, '10.0.0.5', { 'x-forwarded-for': '203.0.113.9, 10.1.2.3' })).toBe(
      '203.0.113.9',
    )
  })

  test.each([
    ['x-forwarded-for', '198.51.100.7'],
    ['forwarded', 'for=198.51.100.7'],
    ['x-real-ip', '198.51.100.7'],
    ['x-client-ip', '198.51.100.7'],
    ['x-gatewright-client-address', '198.51.100.7'],
    ['x-gatewright-client-address', '198.51.100.7 proof'],
  ])('is not what anybody else writes into %s', async (name, value) => {
    expect(await recorded(behind, '203.0.113.9', { [name]: value })).toBe('203.0.113.9')
    expect(await recorded(running.app, '10.0.0.5', { [name]: value })).toBe('10.0.0.5')
  })

  test('is not in other headers of a listed proxy', async () => {
    const others = { forwarded: 'for=198.51.100.7', 'x-real-ip': '198.51.100.7' }
    expect(await recorded(behind, '10.0.0.5', others)).toBe('10.0.0.5')
  })
})
