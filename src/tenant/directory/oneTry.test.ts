import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { sweep } from '#platform/database/sweep.ts'
import { administrator } from '#testing/administrator.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { expiries } from '../expiries.ts'

/** What came of one try: it was compared and refused, it has to wait, or it got in. */
type Outcome = 'compared' | 'waits' | 'in' | `unexpected ${string}`

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  /** Another process on the same database, where an engine takes several. */
  let second: TestTenant | undefined
  let portal: Awaited<ReturnType<OAuth['application']>>
  let bank: Awaited<ReturnType<OAuth['openIdConnect']>>
  beforeAll(async () => {
    const address = await engine.create()
    running = await bootTenant({ database: await engine.open(address) })
    if (engine.kind === 'postgres')
      second = await bootTenant({ database: await engine.open(address), joins: true })
    portal = await oauthOf(running).application('portal', {
      profile: { AllowedAuth: 'AuthorizationCode,ClientCreds,ResourceCreds' },
    })
    bank = await oauthOf(running).openIdConnect('bank')
  })
  afterAll(async () => {
    await second?.close()
    await running.close()
  })
  beforeEach(() =>
    running.tenant.database.write(async (tx) => {
      await tx.deleteFrom('failed_login').execute()
      await tx.deleteFrom('login_try').execute()
    }),
  )

  const nodes = () => [running.url, (second ?? running).url]

  async function page(url: string, password: string): Promise<Outcome> {
    const { applicationId, clientId } = running.consoleClient
    const back = encodeURIComponent(`OAuth2/Authorize/${applicationId}?client_id=${clientId}`)
    const { status } = await fetch(`${url}/login?cloudRedirect=${back}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: url },
      body: new URLSearchParams({ ...administrator, password }),
    })
    return outcomeOf(status, { compared: 401, in: 303 })
  }

  async function api(url: string, password: string): Promise<Outcome> {
    const stranger = new ApiClient(url, null)
    const started = await stranger.post('/Security/StartAuthentication', { User: administrator.user })
    const { SessionId, Challenges } = started.envelope.Result as {
      SessionId: string
      Challenges: { Mechanisms: { MechanismId: string }[] }[]
    }
    const MechanismId = Challenges[0]?.Mechanisms[0]?.MechanismId
    const answer = { SessionId, MechanismId, Action: 'Answer', Answer: password }
    const { status, envelope } = await stranger.post('/Security/AdvanceAuthentication', answer)
    if (status === 200) return envelope.success ? 'in' : 'compared'
    return outcomeOf(status, {})
  }

  const form =
    (endpoint: string, fields: Record<string, string>, secretIn = 'client_secret') =>
    async (url: string, secret: string): Promise<Outcome> => {
      const basic = `Basic ${Buffer.from(`${portal.client.clientId}:${secret}`).toString('base64')}`
      const { status } = await fetch(`${url}/OAuth2/${endpoint}`, {
        method: 'POST',
        headers: secretIn === 'basic' ? { authorization: basic } : {},
        body: new URLSearchParams({ ...fields, ...(secretIn === 'basic' ? {} : { [secretIn]: secret }) }),
      })
      return outcomeOf(status, { compared: secretIn === 'password' ? 400 : 401, in: 200 })
    }

  const clientCredentials = { grant_type: 'client_credentials', scope: 'siem' }
  /** Every way to try a secret. */
  const doors = () => {
    const client_id = portal.client.clientId
    const asking = { ...clientCredentials, client_id }
    const person = { grant_type: 'password', client_id, scope: 'siem', username: administrator.user }
    return {
      'the sign-in page': page,
      'sign-in by API': api,
      'Resource Owner': form('Token/portal', { ...person, client_secret: portal.client.secret }, 'password'),
      'client secret in the form': form('Token/portal', asking),
      'client secret in a Basic header': form('Token/portal', clientCredentials, 'basic'),
      'an application’s own secret': form('Token/bank', {
        grant_type: 'refresh_token',
        refresh_token: 'x',
        client_id: bank.client.clientId,
      }),
      introspection: form('Introspect/portal', { client_id, token: 'x' }),
      revocation: form('Revoke/portal', { client_id, token: 'x' }),
      'the platform’s token': form('PlatformToken', asking),
    }
  }
  type Door = keyof ReturnType<typeof doors>

  const atOnce = (door: Door, secrets: string[]) =>
    Promise.all(secrets.map((secret, index) => doors()[door](nodes()[index % 2] ?? '', secret)))

  test.each<[number, Door]>([
    [90, 'the sign-in page'],
    [30, 'sign-in by API'],
    [30, 'Resource Owner'],
    [30, 'client secret in the form'],
    [30, 'client secret in a Basic header'],
    [30, 'an application’s own secret'],
    [30, 'introspection'],
    [30, 'revocation'],
    [30, 'the platform’s token'],
  ])(
    'X-05 RL-01 of %i guesses at once at %s no more are compared than one after the other',
    async (many, door) => {
      const started = performance.now()
      const outcomes = await atOnce(
        door,
        Array.from({ length: many }, (_, index) => `guess ${index}`),
      )
      // Five are free; then each wait is twice the one before
      const seconds = (performance.now() - started) / 1000
      const allowed = 5 + Math.floor(Math.log2(seconds + 1))
      const compared = outcomes.filter((outcome) => outcome === 'compared').length
      expect(compared).toBeGreaterThan(0)
      expect(compared).toBeLessThanOrEqual(allowed)
      expect(new Set(outcomes)).toEqual(new Set(['compared', 'waits']))
    },
  )

  test('X-05 RL-01 one source that spreads its guesses over many accounts compares no more than a hundred', async () => {
    await running.tenant.database.write((tx) =>
      tx
        .insertInto('failed_login')
        .values({ account_key: '', source: '127.0.0.1', failures: 97, last_at: running.tenant.clock() })
        .execute(),
    )
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const { status } = await fetch(`${nodes()[index % 2] ?? ''}/OAuth2/PlatformToken`, {
          method: 'POST',
          body: new URLSearchParams({
            ...clientCredentials,
            client_id: `nobody${index}@acme.test`,
            client_secret: 'x',
          }),
        })
        return outcomeOf(status, { compared: 401 })
      }),
    )
    const compared = outcomes.filter((outcome) => outcome === 'compared').length
    expect(compared).toBeGreaterThan(0)
    expect(compared).toBeLessThan(8)
    expect(new Set(outcomes)).toEqual(new Set(['compared', 'waits']))
  })

  test.each<[Door]>([['the sign-in page'], ['sign-in by API']])(
    'X-05 right passwords among one’s own retries at %s get in, also while everything is under attack',
    async (door) => {
      const right = Array.from({ length: 12 }, () => administrator.password)
      const outcomes = await atOnce(door, ['mistyped 1', 'mistyped 2', ...right, 'mistyped 3'])
      expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(12)
      await running.tenant.database.write(async (tx) => {
        await tx.deleteFrom('failed_login').execute()
        await tx
          .insertInto('failed_login')
          .values({ account_key: '', source: '', failures: 5000, last_at: running.tenant.clock() })
          .execute()
      })
      expect(new Set(await atOnce(door, right))).toEqual(new Set(['in']))
      expect(await triesLeft()).toBe(0)
    },
  )

  test('X-05 tries of a process that crashed expire, and whoever waits for them gets in then', async () => {
    const now = running.tenant.clock()
    await running.tenant.database.write((tx) =>
      tx
        .insertInto('login_try')
        .values(
          Array.from({ length: 5 }, (_, index) => ({
            id: `crashed ${index}`,
            account_key: `login ${administrator.user}`,
            source: '127.0.0.1',
            expires_at: now + 20_000,
          })),
        )
        .execute(),
    )
    let done = false
    // A wrong one, which is remembered nowhere
    const waiting = page(running.url, 'mistyped').finally(() => {
      done = true
    })
    await pause(500)
    expect(done).toBe(false)
    running.advance(20_000)
    expect(await waiting).toBe('compared')
    await sweep(running.tenant, expiries)
    expect(await triesLeft()).toBe(0)
    running.advance(-20_000)
  })

  const triesLeft = async () =>
    (await running.tenant.database.read.selectFrom('login_try').selectAll().execute()).length

  // Of PostgreSQL events are written as everything else is
  test.runIf(engine.kind === 'sqlite')('X-05 a right generated secret reserves nothing', async () => {
    const { secret } = await running.admin.result<{ secret: string }>('/Gatewright/Secrets/Add', {
      owner: { type: 'user', id: portal.client.id },
      key: '5f0c3f0a-8f4e-4a63-9d8e-0d6f6f8f5a01',
      label: 'generated',
    })
    const token = form('Token/portal', { ...clientCredentials, client_id: portal.client.clientId })
    // Its first use is written down
    expect(await token(running.url, secret)).toBe('in')
    await pause(50)
    const writes = vi.spyOn(running.tenant.database, 'write')
    expect(await token(running.url, secret)).toBe('in')
    expect(writes).not.toHaveBeenCalled()
    writes.mockRestore()
  })
})

function outcomeOf(status: number, { compared, in: entered }: { compared?: number; in?: number }): Outcome {
  // 503 on a machine that has more to do than it can
  if (status === 429 || status === 503) return 'waits'
  if (status === compared) return 'compared'
  return status === entered ? 'in' : `unexpected ${status}`
}
