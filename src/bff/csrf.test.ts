import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningBff, startBff } from '#testing/bff.ts'
import type { Browser } from '#testing/browser.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'

const [engine] = testDatabases()
let bff: RunningBff
let browser: Browser
beforeAll(async () => {
  if (!engine) throw new Error('no database')
  bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
})
afterAll(() => bff.close())
beforeEach(async () => {
  browser = await bff.signedIn()
  bff.tenant.seen.length = 0
})

const writes = ['/api/SaasManage/UpdateApplicationDE', '/bff/sign-out', '/bff/setup']
const post = (path: string, headers: Record<string, string | undefined>) =>
  browser.post(`${bff.url}${path}`, {}, headers)
const isSignedIn = async () => !(await browser.get(`${bff.url}/bff/session`)).text.includes('"user":null')

describe.each(writes)('%s', (path) => {
  test.each<[string, Record<string, string | undefined>]>([
    ['BF-04 without X-Gatewright', { 'x-gatewright': undefined }],
    ['BF-04 with another X-Gatewright', { 'x-gatewright': '0' }],
    ['BF-04 NT-47 without Origin', { origin: undefined }],
    ['BF-04 NT-47 from another site', { origin: 'https://evil.test' }],
    ['BF-04 NT-47 from a sibling', { origin: 'http://tenant.localhost:7080' }],
    ['BF-04 NT-47 from another port', { origin: 'http://localhost:7081' }],
    ['BF-04 NT-47 from a port that begins alike', { origin: 'http://localhost:70800' }],
    ['BF-04 NT-47 from the same host with TLS', { origin: 'https://localhost:7080' }],
    ['BF-06 from null', { origin: 'null' }],
    ['BF-04 as cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['BF-04 as same-site', { 'sec-fetch-site': 'same-site' }],
    ['BF-04 as none', { 'sec-fetch-site': 'none' }],
    ['BF-04 NT-47 as text/plain', { 'content-type': 'text/plain' }],
    ['BF-04 NT-47 as a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['BF-04 NT-47 as text/plain with JSON beside it', { 'content-type': 'text/plain; application/json' }],
    ['BF-04 NT-47 as JSON of another kind', { 'content-type': 'application/json-patch+json' }],
    ['BF-04 NT-47 without a type', { 'content-type': undefined }],
  ])('%s is refused', async (_, headers) => {
    const reply = await post(path, headers)
    expect(reply.status).toBe(403)
    expect(reply.json()).toMatchObject({
      success: false,
      ErrorCode: 'forbidden',
      ErrorID: reply.headers['x-request-id'],
    })
    expect(bff.tenant.seen).toEqual([])
    expect(await isSignedIn()).toBe(true)
  })

  test('BF-04 passes as the console sends it, also where the browser tells no Sec-Fetch-Site', async () => {
    expect((await post(path, { 'sec-fetch-site': undefined })).status).not.toBe(403)
    browser = await bff.signedIn()
    expect((await post(path, { 'content-type': 'application/json; charset=utf-8' })).status).not.toBe(403)
  })

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('BF-05 %s does nothing', async (method) => {
    const headers = { 'x-http-method-override': 'POST', 'x-method-override': 'POST' }
    await browser.send(`${bff.url}${path}?_method=POST`, { method, headers })
    expect(bff.tenant.seen).toEqual([])
    expect(await isSignedIn()).toBe(true)
  })
})

test('BF-06 no CORS: a foreign origin may not even read, and a preflight gets no leave', async () => {
  const read = await browser.get(`${bff.url}/bff/session`, { origin: 'https://evil.test' })
  const preflight = await browser.send(`${bff.url}/api/Security/WhoAmI`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://evil.test',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-gatewright',
    },
  })
  expect([read.status, preflight.status]).toEqual([403, 403])
  for (const { headers } of [read, preflight])
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('F13 NT-48 another Host is refused, and forwarded ones mean nothing', async () => {
  const foreign = await browser.get(`${bff.url}/bff/session`, { host: 'evil.test' })
  expect(foreign.status).toBe(421)
  const begun = await browser.get(`${bff.url}/bff/sign-in`, {
    forwarded: 'host=evil.test;proto=https',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'https',
    'x-original-url': '/bff/session',
  })
  expect(begun.status).toBe(302)
  expect(begun.headers.location).not.toContain('evil')
})
