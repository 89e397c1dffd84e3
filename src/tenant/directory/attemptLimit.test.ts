import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clientAddressHeader, provenAddress } from '#platform/clientAddress.ts'
import { createLog } from '#platform/log.ts'
import { administrator } from '#testing/administrator.ts'
import { ApiClient } from '#testing/apiClient.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf, type OAuth } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { startTenant } from '../start.ts'
import type { Tenant } from '../tenant.ts'
import { countFailure, earlierFailures } from './attemptLimit.ts'

const hour = 60 * 60_000

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let otherNode: Tenant
  let portal: Awaited<ReturnType<OAuth['application']>>
  beforeAll(async () => {
    const database = await engine.open()
    running = await bootTenant({ database: database.withTables() })
    const { url, keys, tenant } = running
    const log = createLog({ level: 'silent' })
    const another = { database: tenant.database, keys, log, url, consoleUrl: 'http://localhost:7080' }
    otherNode = (await startTenant({ ...another, clock: tenant.clock })).tenant
    portal = await oauthOf(running).application('portal')
  })
  afterAll(() => running.close())
  beforeEach(async () => {
    await running.tenant.database.write((tx) => tx.deleteFrom('failed_login').execute())
    // Counts are of an hour of the clock: not a test at the turn of one
    const left = hour - (running.tenant.clock() % hour)
    if (left < 5 * 60_000) running.advance(left)
  })

  const ada = `login ${administrator.user}`
  const wait = async (accountKey: string, source: string, node = running.tenant) =>
    (await earlierFailures(node, { accountKey, source })).wait
  const fail = async (count: number, attempt: (index: number) => [account: string, source: string]) => {
    for (let index = 0; index < count; index++) {
      const [accountKey, source] = attempt(index)
      await countFailure(index % 2 ? running.tenant : otherNode, { accountKey, source })
    }
  }
  const setEverything = (failures: number) =>
    running.tenant.database.write((tx) =>
      tx
        .insertInto('failed_login')
        .values({ account_key: '', source: '', failures, last_at: running.tenant.clock() })
        .execute(),
    )

  /** The ways in, each with the right proof, as somebody at this address. */
  const doors = (address: string) => {
    const headers = { [clientAddressHeader]: provenAddress(running.keys, address) }
    return {
      page: () => signInOnPage(headers),
      api: () => signInByApi(headers),
      token: () => tokenFor(headers),
    }
  }

  async function signInOnPage(headers: Record<string, string>): Promise<Response> {
    const request = new URLSearchParams(
      oauthOf(running).request(portal.client.clientId) as Record<string, string>,
    )
    const back = encodeURIComponent(`OAuth2/Authorize/portal?${request.toString()}`)
    const body = new URLSearchParams(administrator)
    const own = { origin: running.url, ...headers }
    return fetch(`${running.url}/login?cloudRedirect=${back}`, {
      method: 'POST',
      redirect: 'manual',
      headers: own,
      body,
    })
  }

  async function signInByApi(headers: Record<string, string>, user = administrator.user) {
    const stranger = new ApiClient(running.url, null)
    const started = await stranger.post('/Security/StartAuthentication', { User: user }, headers)
    const { SessionId, Challenges } = started.envelope.Result as {
      SessionId: string
      Challenges: { Mechanisms: { MechanismId: string }[] }[]
    }
    const MechanismId = Challenges[0]?.Mechanisms[0]?.MechanismId
    const answer = { SessionId, MechanismId, Action: 'Answer', Answer: administrator.password }
    return stranger.post('/Security/AdvanceAuthentication', answer, headers)
  }

  const tokenFor = (headers: Record<string, string>) =>
    fetch(`${running.url}/OAuth2/Token/portal`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: portal.client.clientId,
        client_secret: portal.client.secret,
        scope: 'siem',
      }),
    })

  test('RL-01 a source that fails with a hundred accounts waits, at every door and on every node; others do not', async () => {
    const spray = (index: number): [string, string] => [`login name${index}@acme.test`, '198.51.100.7']
    await fail(99, spray)
    expect(await wait(ada, '198.51.100.7')).toBe(0)
    await fail(1, () => ['client x', '198.51.100.7'])
    expect(await wait(ada, '198.51.100.7')).toBeGreaterThan(0)
    expect(await wait(ada, '198.51.100.7', otherNode)).toBeGreaterThan(0)
    await fail(20, spray)
    for (const door of Object.values(doors('198.51.100.7'))) {
      const { status, headers } = await door()
      expect(status).toBe(429)
      const seconds = Number(headers.get('retry-after'))
      expect(seconds).toBeGreaterThan(50)
      expect(seconds).toBeLessThanOrEqual(60)
    }
    for (const door of Object.values(doors('198.51.100.8'))) expect((await door()).status).toBeLessThan(400)
    running.advance(60_000)
    for (const door of Object.values(doors('198.51.100.7'))) expect((await door()).status).toBeLessThan(400)
    await fail(1, spray)
    expect(await wait(ada, '198.51.100.7')).toBeGreaterThan(0)
    running.advance(hour)
    expect(await wait(ada, '198.51.100.7')).toBe(0)
    running.advance(-hour - 60_000)
  })

  test('RL-01 a /64 of IPv6 is one source, and IPv4 in IPv6 is IPv4', async () => {
    await fail(5, (index) => [ada, `2001:db8:1:2:${index}::${index + 1}`])
    expect(await wait(ada, '2001:db8:1:2:ffff::1')).toBeGreaterThan(0)
    expect(await wait(ada, '2001:db8:1:3::1')).toBe(0)
    await fail(5, () => [ada, '::ffff:203.0.113.9'])
    expect(await wait(ada, '203.0.113.9')).toBeGreaterThan(0)
    expect(await wait(ada, '::ffff:cb00:710a')).toBe(0)
  })

  test('RL-01 counts of parallel failures on two nodes add up', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        countFailure(index % 2 ? running.tenant : otherNode, {
          accountKey: `login ${index % 4}`,
          source: `192.0.2.${index % 5}`,
        }),
      ),
    )
    const rows = await running.tenant.database.read
      .selectFrom('failed_login')
      .select(['account_key', 'source', 'failures'])
      .execute()
    const of = (account: string, source: string) =>
      rows.find((row) => row.account_key === account && row.source === source)?.failures
    expect([of('', ''), of('login 1', ''), of('', '192.0.2.3'), of('login 1', '192.0.2.1')]).toEqual([
      40, 10, 8, 2,
    ])
  })

  test('NT-56 RL-02 a flood on the only administrator from many addresses stops nobody at a clean one', async () => {
    await fail(60, (index) => [ada, `198.51.100.${index}`])
    await running.tenant.database.write((tx) =>
      tx.deleteFrom('failed_login').where('account_key', '=', '').where('source', '=', '').execute(),
    )
    await setEverything(5000)
    for (const door of Object.values(doors('203.0.113.1'))) expect((await door()).status).toBeLessThan(400)
    // Who mistypes once while it lasts waits a second, and gets in
    await fail(1, () => [ada, '203.0.113.1'])
    const own = await wait(ada, '203.0.113.1')
    expect(own).toBeGreaterThan(0)
    expect(own).toBeLessThanOrEqual(1000)
    running.advance(1000)
    for (const door of Object.values(doors('203.0.113.1'))) expect((await door()).status).toBeLessThan(400)
    running.advance(-1000)
  })

  test('RL-01 while an account or everything is under attack, each source has fewer tries', async () => {
    await fail(1, () => ['login eve', '192.0.2.1'])
    expect(await wait('login eve', '192.0.2.1')).toBe(0)
    await fail(51, (index) => ['login eve', `198.51.100.${index}`])
    expect(await wait('login eve', '192.0.2.1')).toBeGreaterThan(0)
    await fail(1, () => ['login bob', '192.0.2.1'])
    expect(await wait('login bob', '192.0.2.1')).toBe(0)
    await running.tenant.database.write((tx) =>
      tx
        .updateTable('failed_login')
        .set({ failures: 1001 })
        .where('account_key', '=', '')
        .where('source', '=', '')
        .execute(),
    )
    expect(await wait('login bob', '192.0.2.1')).toBeGreaterThan(0)
    await fail(19, (index) => [`login ${index}`, '192.0.2.2'])
    expect(await wait('login 20', '192.0.2.2')).toBe(0)
    await fail(1, () => ['login 19', '192.0.2.2'])
    expect(await wait('login 20', '192.0.2.2')).toBeGreaterThan(0)
    running.advance(hour)
    expect(await wait('login bob', '192.0.2.1')).toBe(0)
    running.advance(-hour)
  })

  test('RL-03 who waits is told the same about names that exist and names that do not', async () => {
    await fail(100, (index) => [`login name${index}`, '198.51.100.7'])
    const headers = { [clientAddressHeader]: provenAddress(running.keys, '198.51.100.7') }
    const [known, unknown] = await Promise.all(
      [administrator.user, 'nobody@acme.test'].map((user) => signInByApi(headers, user)),
    )
    const words = ({ status, envelope: { ErrorCode, Message } }: NonNullable<typeof known>) => [
      status,
      ErrorCode,
      Message?.replace(/\d+/, 'n'),
    ]
    expect(known && words(known)).toEqual(unknown && words(unknown))
  })

  test('RL-01 a good proof clears the count of its own account and source only', async () => {
    await fail(10, (index) => [`login name${index}`, '203.0.113.1'])
    await fail(2, () => [ada, '203.0.113.1'])
    expect((await doors('203.0.113.1').api()).envelope.success).toBe(true)
    const rows = await running.tenant.database.read.selectFrom('failed_login').selectAll().execute()
    const of = (account: string, source: string) =>
      rows.find((row) => row.account_key === account && row.source === source)?.failures
    expect([of(ada, '203.0.113.1'), of(ada, ''), of('', '203.0.113.1')]).toEqual([undefined, 2, 12])
  })
})
