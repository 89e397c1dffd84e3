import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningBff, startBff } from '#testing/bff.ts'
import { testDatabases } from '#testing/database.ts'
import { startForeignTenant } from '#testing/foreignTenant.ts'

const [engine] = testDatabases()
let bff: RunningBff
beforeAll(async () => {
  if (!engine) throw new Error('no database')
  bff = await startBff({ database: await engine.open(), tenant: await startForeignTenant() })
})
afterAll(() => bff.close())
const get = (path: string) => bff.browser().get(`${bff.url}${path}`)

describe('every page of the console', () => {
  test.each(['/', '/index.html', '/applications', '/applications/', '/users/svc@acme.test', '/setup'])(
    'FE-01 %s is the document, with a policy and a nonce of its own',
    async (path) => {
      const [first, second] = [await get(path), await get(path)]
      const nonces = [first, second].map(({ status, headers, text }) => {
        expect([status, headers['content-type'], headers['cache-control']]).toEqual([
          200,
          'text/html; charset=utf-8',
          'no-store',
        ])
        const [, nonce = ''] = /<meta property="csp-nonce" nonce="([\w-]{22})">/.exec(text) ?? []
        expect(headers['content-security-policy']).toBe(
          `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
        )
        return nonce
      })
      expect(nonces[0]).not.toBe(nonces[1])
    },
  )
})

test('FE-01 the page of a failed sign-in keeps to the same policy', async () => {
  const { headers, text } = await get('/callback?error=x')
  const [, nonce = ''] = /<style nonce="([\w-]{22})">/.exec(text) ?? []
  expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}';`)
  expect(text).not.toContain('<script')
})

test.each([
  '/',
  '/assets/main-5f3a.js',
  '/bff/session',
  '/bff/sign-in',
  '/callback',
  '/api/Security/WhoAmI',
  '/livez',
  '/%00',
])('FE-02 %s has the headers that every reply has, and no HSTS on loopback', async (path) => {
  const { headers } = await get(path)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
  })
  expect(headers).not.toHaveProperty('strict-transport-security')
})

test('files named after their content are kept for a year, others asked for again', async () => {
  const script = await get('/assets/main-5f3a.js')
  expect([script.text, script.headers['content-type'], script.headers['cache-control']]).toEqual([
    'console.log(1)',
    'application/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
  ])
  const icon = await get('/favicon.svg')
  expect([icon.headers['content-type'], icon.headers['cache-control']]).toEqual(['image/svg+xml', 'no-cache'])
})

test('hidden files, such as those of the build itself, are not shown', async () => {
  const { status, text } = await get('/.vite/manifest.json')
  expect(status).toBe(404)
  expect(text).not.toContain('hidden')
})

test('a file of another build is not found instead of being the document', async () => {
  const { status, headers } = await get('/assets/main-0000.js')
  expect([status, headers['content-type']]).toEqual([404, 'application/json; charset=utf-8'])
})

test.each([
  '/../bff.ts',
  '/%2e%2e/bff.ts',
  '/assets/..%2f..%2fbff.ts',
  '//index.html',
  '/assets/.%00',
  '/\\x',
])('NT-49 %s is refused', async (target) =>
  expect((await bff.browser().send(bff.url, { target })).status).toBe(400),
)

test('says what to do when there is no built console', async () => {
  if (!engine) throw new Error('no database')
  const other = await startBff({
    database: await engine.open(),
    tenant: await startForeignTenant(),
    consoleFiles: '/nowhere',
  })
  const reply = await other.browser().get(`${other.url}/`)
  expect([reply.status, reply.json()]).toEqual([
    503,
    expect.objectContaining({ Message: expect.stringContaining('npm start') }),
  ])
  await other.close()
})
