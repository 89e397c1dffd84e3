import { afterEach, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { clientAddressHeader, provenAddress } from '#platform/clientAddress.ts'
import { deriveKeys } from '#platform/key.ts'
import { createLog } from '#platform/log.ts'
import { createTenantApp } from '#tenant/app.ts'
import { theTenant } from '#tenant/audit/event.ts'
import { createAdministrator } from '#tenant/directory/administrator.ts'
import { newFirstAdministratorToken } from '#tenant/directory/firstAdministratorToken.ts'
import { startTenant } from '#tenant/start.ts'
import type { Tables } from '#tenant/store/tables.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { administrator } from '#testing/administrator.ts'
import { testDatabases } from '#testing/database.ts'
import { freePort } from '#testing/freePort.ts'

const stop: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of stop.splice(0)) await step()
})

const keys = deriveKeys(new Uint8Array(32).map((_, index) => index * 7 + 1))

/** A tenant that nobody has set up, as it starts for the first time. */
async function fresh(database: Database<Tables>) {
  const url = `http://127.0.0.1:${await freePort()}`
  let skew = 0
  const { tenant } = await startTenant({
    database,
    keys,
    log: createLog({ level: 'silent' }),
    url,
    consoleUrl: 'http://localhost:7080',
    clock: () => Date.now() + skew,
  })
  const app = await createTenantApp(tenant)
  await app.listen({ host: '127.0.0.1', port: Number(new URL(url).port) })
  stop.push(() => app.close())
  const use = (
    token: string | null,
    { from = '127.0.0.1', ...who }: Partial<typeof administrator> & { from?: string } = {},
  ) =>
    new ApiClient(url, null).post(
      '/Gatewright/Setup/CreateAdministrator',
      { token, ...administrator, ...who },
      { [clientAddressHeader]: provenAddress(keys, from) },
    )
  const administrators = async () =>
    (await database.read.selectFrom('role_member').selectAll().where('role_id', '=', 'sysadmin').execute())
      .length
  return {
    tenant,
    url,
    use,
    administrators,
    advance: (by: number) => {
      skew += by
    },
  }
}

const gone = { success: false, ErrorCode: 'gone', Result: null }

const engines = testDatabases()

describe.each(engines)('$kind', (engine) => {
  const open = async () => fresh(await engine.open<Tables>())

  test('D11 AZ-11 the link makes the first administrator and the first suffix, signs in, and works once', async () => {
    const { tenant, url, use } = await open()
    const token = await newFirstAdministratorToken(tenant)
    const { envelope, headers } = await use(token)
    expect(envelope).toMatchObject({
      success: true,
      Result: { Summary: 'LoginSuccess', User: 'ada@acme.test' },
    })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(await tenant.database.read.selectFrom('login_suffix').select('suffix').execute()).toEqual([
      { suffix: 'acme.test' },
    ])
    const { bearer } = await signIn(url, administrator)
    const me = await new ApiClient(url, bearer).result('/Security/WhoAmI')
    expect(me).toMatchObject({ SystemAdministrator: true })
    expect((await use(token, { user: 'eve@evil.test' })).envelope).toMatchObject(gone)
    expect(await newFirstAdministratorToken(tenant)).toBeNull()
  })

  test('AZ-11 of two who use the link at the same moment one becomes the administrator', async () => {
    const { tenant, use, administrators } = await open()
    const token = await newFirstAdministratorToken(tenant)
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, index) => use(token, { user: `admin${index}@acme${index}.test` })),
    )
    expect(replies.filter(({ envelope }) => envelope.success)).toHaveLength(1)
    for (const { status, envelope } of replies.filter((reply) => !reply.envelope.success))
      expect({ status, ...envelope }).toMatchObject({ status: 200, ...gone })
    expect(await administrators()).toBe(1)
    expect(await tenant.database.read.selectFrom('login_suffix').selectAll().execute()).toHaveLength(1)
  })
})

describe('on any database', () => {
  const open = async () => {
    const [engine] = engines
    if (!engine) throw new Error('There is no database')
    return fresh(await engine.open<Tables>())
  }

  test('AZ-11 the link dies after an hour, and when a newer one is printed', async () => {
    const { tenant, use, advance, administrators } = await open()
    const first = await newFirstAdministratorToken(tenant)
    const second = await newFirstAdministratorToken(tenant)
    expect((await use(first)).envelope).toMatchObject(gone)
    advance(60 * 60_000)
    const expired = await use(second)
    expect(expired.envelope).toMatchObject(gone)
    expect(expired.envelope.Message).toContain('expired')
    expect(await administrators()).toBe(0)
    expect((await use(await newFirstAdministratorToken(tenant))).envelope.success).toBe(true)
  })

  test('AZ-11 a link that was printed before an unattended setup is dead after it', async () => {
    const { tenant, use, administrators } = await open()
    const token = await newFirstAdministratorToken(tenant)
    await createAdministrator(tenant, {
      by: theTenant,
      token: null,
      name: administrator.user,
      password: administrator.password,
    })
    expect((await use(token, { user: 'eve@evil.test' })).envelope).toMatchObject(gone)
    expect(await newFirstAdministratorToken(tenant)).toBeNull()
    expect(await administrators()).toBe(1)
  })

  test('AZ-11 setup never opens again, not even when the administrator is gone from the database', async () => {
    for (const byLink of [true, false]) {
      const { tenant, use } = await open()
      const token = byLink ? await newFirstAdministratorToken(tenant) : null
      await createAdministrator(tenant, {
        by: theTenant,
        token,
        name: administrator.user,
        password: administrator.password,
      })
      await tenant.database.write(async (tx) => {
        await tx.deleteFrom('role_member').execute()
        await tx.deleteFrom('user').execute()
      })
      expect(await newFirstAdministratorToken(tenant)).toBeNull()
      expect((await use('x'.repeat(43))).envelope).toMatchObject(gone)
    }
  })

  test('a refused try uses the link up no more than it makes anything', async () => {
    const { tenant, use, administrators } = await open()
    const token = await newFirstAdministratorToken(tenant)
    for (const [who, path] of [
      [{ user: 'ada' }, 'user'],
      [{ user: 'ada@acme..test' }, 'user'],
      [{ user: 'vic\u200btim@acme.test' }, 'user'],
      [{ password: 'elevenchars' }, 'password'],
      [{ password: 'administrator1' }, 'password'],
      [{ password: '😀🎉🎊👍'.repeat(120) }, 'password'],
    ] as const)
      expect((await use(token, who)).envelope).toMatchObject({
        success: false,
        Gatewright: { fields: [{ path }] },
      })
    for (const wrong of ['', 'nothing', `${token}x`, null])
      expect((await use(wrong)).envelope.success).toBe(false)
    expect(await administrators()).toBe(0)
    expect((await use(token)).envelope.success).toBe(true)
  })

  test('RL-01 NT-57 who guesses at the link waits, leaves four rows, and holds up nobody else', async () => {
    const { tenant, use } = await open()
    const token = await newFirstAdministratorToken(tenant)
    for (let tries = 0; tries < 5; tries++) expect((await use(`guess ${tries}`)).envelope).toMatchObject(gone)
    const limited = await use(token)
    expect(limited).toMatchObject({ status: 429, envelope: { success: false, ErrorCode: 'limited' } })
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    await Promise.all(Array.from({ length: 30 }, (_, index) => use(`guess ${index}`)))
    expect(await tenant.database.read.selectFrom('failed_login').selectAll().execute()).toHaveLength(4)
    expect((await use(token, { password: 'short', from: '203.0.113.9' })).status).toBe(200)
    expect((await use(token, { from: '203.0.113.9' })).envelope.success).toBe(true)
  })

  test('F3 AZ-11 the token is in no table', async () => {
    const { tenant, use } = await open()
    const token = (await newFirstAdministratorToken(tenant)) ?? ''
    await use(token)
    for (const table of ['setup_token', 'event', 'object_version', 'user'] as const)
      expect(
        JSON.stringify(await tenant.database.read.selectFrom(table).selectAll().execute()),
      ).not.toContain(token)
  })
})
