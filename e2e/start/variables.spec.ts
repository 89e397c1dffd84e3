import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { ownCertificate } from '#testing/certificates.ts'
import { freePort } from '#testing/freePort.ts'
import { startPostgres } from '#testing/postgres.ts'
import { npmStart, type Program } from '#testing/program.ts'
import { root } from '#testing/tool.ts'

/** Every variable of README, set as README says and started by `npm start`. */

const person = { user: 'ada@acme.test', password: 'quite long sentence 9' }
const administrator = {
  GATEWRIGHT_ADMIN_USER: person.user,
  GATEWRIGHT_ADMIN_PASSWORD: person.password,
}
const key = randomBytes(32).toString('base64')

/** One test may show several variables; a variable that none of them shows fails the last test. */
const shown = new Set<string>()
const shows = (variables: string[], body: (started: Started) => Promise<void>) => {
  for (const name of variables) shown.add(name)
  test(`${variables.join(', ')} through npm start`, async () => {
    test.setTimeout(120_000)
    const started = await prepare()
    try {
      await body(started)
    } finally {
      await started.close()
    }
  })
}

shows(
  ['PORT', 'TENANT_PORT', 'GATEWRIGHT_DATA', 'GATEWRIGHT_ADMIN_USER', 'GATEWRIGHT_ADMIN_PASSWORD'],
  async ({ start, port, tenantPort, folder }) => {
    await start(administrator)
    expect(await status(`http://localhost:${port}/livez`)).toBe(200)
    expect(existsSync(join(folder, 'key'))).toBe(true)
    const me = await signIn(`http://localhost:${tenantPort}`, person)
    expect(await me.result('/Security/WhoAmI')).toMatchObject({
      User: person.user,
      SystemAdministrator: true,
    })
  },
)

shows(['HOST'], async ({ start, port }) => {
  await start({ HOST: '127.0.0.2' })
  expect(await status(`http://127.0.0.2:${port}/livez`)).toBe(200)
  await expect(status(`http://127.0.0.1:${port}/livez`)).rejects.toThrow(/ECONNREFUSED/)
})

shows(['CONSOLE_URL', 'TENANT_URL'], async ({ start, port, tenantPort }) => {
  const urls = { CONSOLE_URL: 'https://console.acme.test', TENANT_URL: 'https://tenant.acme.test' }
  const { output } = await start(urls)
  expect(output).toContain('Gatewright is ready: https://console.acme.test')
  expect(output).toContain('https://console.acme.test/setup#')
  expect(await status(`http://localhost:${port}/`, { host: 'console.acme.test' })).toBe(200)
  expect(await status(`http://localhost:${port}/`, { host: 'elsewhere.test' })).toBe(421)
  const metadata = await ask(
    `http://localhost:${tenantPort}/__gatewright_console/.well-known/openid-configuration`,
    { host: 'tenant.acme.test' },
  )
  expect(JSON.parse(metadata.body)).toMatchObject({
    issuer: 'https://tenant.acme.test/__gatewright_console/',
    token_endpoint: 'https://tenant.acme.test/OAuth2/Token/__gatewright_console',
  })
})

shows(['OUTBOUND_ALLOW'], async ({ start }) => {
  await expect(start({ OUTBOUND_ALLOW: 'idp.acme.internal' })).rejects.toThrow(/OUTBOUND_ALLOW is idp/)
  const { output } = await start({ OUTBOUND_ALLOW: 'https://idp.acme.internal, http://10.0.0.5:8080' })
  expect(output).toContain('It may ask https://idp.acme.internal, http://10.0.0.5:8080 beside public https')
})

shows(['ALLOW_HTTP'], async ({ start, port }) => {
  const plain = { CONSOLE_URL: `http://console.acme.test:${port}` }
  await expect(start(plain)).rejects.toThrow(/CONSOLE_URL is http:.* plain http .*ALLOW_HTTP=1/)
  const { output } = await start({ ...plain, ALLOW_HTTP: '1' })
  expect(output).toContain(`Gatewright is ready: http://console.acme.test:${port}`)
})

shows(['GATEWRIGHT_KEY', 'GATEWRIGHT_KEY_FILE'], async ({ start, stop, folder }) => {
  await start({ GATEWRIGHT_KEY: key })
  expect(existsSync(join(folder, 'key'))).toBe(false)
  await stop()
  const file = join(folder, 'kept-elsewhere')
  writeFileSync(file, `${key}\n`, { mode: 0o600 })
  await start({ GATEWRIGHT_KEY_FILE: file })
  await stop()
  const other = randomBytes(32).toString('base64')
  await expect(start({ GATEWRIGHT_KEY: other })).rejects.toThrow(/key/i)
})

shows(['DATABASE_URL'], async ({ start, tenantPort }) => {
  const postgres = await startPostgres({ install: process.env['CI'] === 'true' })
  test.skip(postgres === undefined, 'There is no PostgreSQL on this machine')
  try {
    await start({ ...administrator, DATABASE_URL: postgres?.url ?? '', GATEWRIGHT_KEY: key })
    const me = await signIn(`http://localhost:${tenantPort}`, person)
    expect(await me.result('/Security/WhoAmI')).toMatchObject({ User: person.user })
  } finally {
    await postgres?.stop()
  }
})

shows(['TRUSTED_PROXIES'], async ({ start, stop, tenantPort }) => {
  const url = `http://localhost:${tenantPort}`
  const seen = async () => {
    const stranger = new ApiClient(url, null)
    await stranger.post('/Security/StartAuthentication', { User: person.user }, forwarded)
    const me = await signIn(url, person, forwarded)
    const { Results } = await me.result<{ Results: { Row: { FromIPAddress: string } }[] }>('/Redrock/query', {
      Script:
        "select FromIPAddress, WhenOccurred from Event where EventType = 'Cloud.Core.Login' order by WhenOccurred desc",
    })
    return Results[0]?.Row.FromIPAddress
  }
  const forwarded = { 'x-forwarded-for': '203.0.113.9' }
  await start({ ...administrator, TRUSTED_PROXIES: '127.0.0.0/8, ::1' })
  expect(await seen()).toBe('203.0.113.9')
  await stop()
  await start({})
  expect(await seen()).not.toBe('203.0.113.9')
})

shows(['TLS_CERT', 'TLS_KEY'], async ({ start, port, tenantPort, folder }) => {
  const [cert, certKey] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  writeFileSync(cert, ownCertificate.cert)
  writeFileSync(certKey, ownCertificate.key, { mode: 0o600 })
  const { output } = await start({ TLS_CERT: cert, TLS_KEY: certKey })
  expect(output).toContain(`Gatewright is ready: https://localhost:${port}`)
  for (const each of [port, tenantPort]) expect(await status(`https://localhost:${each}/livez`)).toBe(200)
})

shows(['LOG_LEVEL'], async ({ start, port }) => {
  const running = await start({ LOG_LEVEL: 'debug' })
  await status(`http://localhost:${port}/livez`)
  await expect.poll(() => running.output).toContain('"answered"')
})

// Shown by remoteTenant.spec.ts, where another installation stands beside it
for (const name of ['TENANT', 'APPLICATION_ID', 'CLIENT_ID', 'CLIENT_SECRET']) shown.add(`REMOTE_${name}`)

test('every variable of README is started here', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [, table = ''] = /\n## Variables\n([\s\S]*?)\n\n`\/livez`/.exec(readme) ?? []
  const documented = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name))
  expect(documented.length).toBeGreaterThan(10)
  expect(new Set(documented)).toEqual(shown)
})

type Started = Awaited<ReturnType<typeof prepare>>

async function prepare() {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-variables-'))
  const [port, tenantPort] = [await freePort(), await freePort()]
  let running: Program | undefined
  return {
    folder,
    port,
    tenantPort,
    start: async (variables: Record<string, string>): Promise<Program> => {
      running = await npmStart({
        PORT: String(port),
        TENANT_PORT: String(tenantPort),
        GATEWRIGHT_DATA: folder,
        ...variables,
      })
      return running
    },
    stop: async () => running?.stop(),
    close: async () => {
      await running?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function ask(url: string, headers: Record<string, string> = {}) {
  const request = url.startsWith('https:')
    ? tlsRequest(url, { headers, ca: ownCertificate.cert, agent: false })
    : plainRequest(url, { headers, agent: false })
  request.end()
  const [reply] = (await once(request, 'response')) as [IncomingMessage]
  let body = ''
  for await (const chunk of reply) body += String(chunk)
  return { status: reply.statusCode, body }
}

const status = async (url: string, headers?: Record<string, string>) => (await ask(url, headers)).status
