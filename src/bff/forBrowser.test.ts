import { expect, test } from 'vitest'
import { clientAddressHeader, provenAddress } from '#platform/clientAddress.ts'
import { deriveKeys } from '#platform/key.ts'
import { readProxies } from '#platform/trustedProxies.ts'
import { administrator } from '#testing/administrator.ts'
import { startBff, testKey } from '#testing/bff.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'
import { bootTenant } from '#testing/tenant.ts'

const [engine] = testDatabases()
const keys = deriveKeys(testKey)
const forwarded = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' }

test.each([
  ['the socket’s address, whatever it forwards', readProxies('10.0.0.5'), '127.0.0.1'],
  ['the address that a listed proxy heard', readProxies('127.0.0.0/8'), '203.0.113.9'],
])('RL-04 NT-48 the embedded tenant is told %s', async (_, trustedProxies, address) => {
  if (!engine) throw new Error('no database')
  const bff = await startBff({
    database: await engine.open(),
    tenant: await startForeignTenant(),
    tenantKind: 'embedded',
    trustedProxies,
  })
  const told = () => bff.tenant.seen.at(-1)?.headers[clientAddressHeader]
  const browser = await bff.signedIn()
  await browser.post(`${bff.url}/api/Security/WhoAmI`, {}, forwarded)
  expect(told()).toBe(provenAddress(keys, address))
  await browser.post(`${bff.url}/bff/setup`, {}, forwarded)
  expect(told()).toBe(provenAddress(keys, address))
  await browser.post(`${bff.url}/bff/sign-out`, {}, forwarded)
  expect(told()).toBe(provenAddress(keys, address))
  await bff.close()
})

test('RL-04 a sign-in is completed in the name of the browser: token and event have its address', async () => {
  if (!engine) throw new Error('no database')
  const running = await bootTenant()
  const { url, consoleClient: client, tenant } = running
  const bff = await startBff({
    database: await engine.open(),
    tenant: { url, address: url, client, close: () => running.close() },
    tenantKind: 'embedded',
    keys: running.keys,
    trustedProxies: readProxies('127.0.0.1'),
  })
  const browser = bff.browser()
  const login = await browser.visit(`${bff.url}/bff/sign-in`)
  const answer = await browser.send(login.url, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(administrator).toString(),
  })
  const authorized = await browser.get(url + answer.headers.location)
  const done = await browser.get(String(authorized.headers.location), forwarded)
  expect([done.status, done.headers.location]).toEqual([302, `${bff.url}/`])
  const issued = await tenant.database.read
    .selectFrom('event')
    .select('ip')
    .where('event_type', '=', 'Cloud.OAuth2.Token.Issued')
    .execute()
  expect(issued).toEqual([{ ip: '203.0.113.9' }])
  await bff.close()
})

test('RL-04 another tenant is told no address, which it could not check', async () => {
  if (!engine) throw new Error('no database')
  const bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
  await bff.signedIn()
  expect(bff.tenant.seen.map(({ headers }) => headers[clientAddressHeader])).toEqual([undefined])
  await bff.close()
})
