import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator } from '#testing/administrator.ts'
import { ApiClient, signIn } from '#testing/apiClient.ts'
import { sweep } from '#platform/database/sweep.ts'
import { testDatabases } from '#testing/database.ts'
import { oauthOf } from '#testing/oauth.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { createTenantApp } from './app.ts'
import { mostCounts } from './directory/attemptLimit.ts'
import { mostTaken } from './directory/loginAttempt.ts'
import { expiries } from './expiries.ts'

describe.each(testDatabases())('X-11 $kind', (engine) => {
  let running: TestTenant
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
  })
  afterAll(() => running.close())

  const run = (text: string) => running.tenant.database.write((tx) => sql.raw(text).execute(tx))
  const count = async (from: string) => {
    const { rows } = await sql
      .raw<{ rows: number }>(`select count(*) as rows from ${from}`)
      .execute(running.tenant.database.read)
    return rows[0]?.rows ?? 0
  }
  const numbers = (to: number) =>
    `with recursive number(n) as (select 1 union all select n + 1 from number where n < ${to})`

  test(
    'with hundreds of thousands of expired rows nobody waits, and the rows go away',
    { timeout: 120_000 },
    async () => {
      await oauthOf(running).application('portal')
      const insert = (into: string, to: number, select: string) =>
        run(`insert into ${into} ${numbers(to)} ${select}`)
      await insert('failed_login', 20_000, `select 'made up ' || n, 'source', 1, n from number`)
      await insert(
        'login_session (session_mac, user_id, created_at, last_used_at, expires_at)',
        200_000,
        `select 'mac ' || n, id, 1, 1, 2 from number, "user" where name = 'ada@acme.test'`,
      )
      await insert(
        '"authorization" (id, application_id, user_id, client_id, scope, auth_time, created_at, expires_at)',
        1000,
        `select 'gone ' || n, a.id, u.id, 'c', '', 1, 1, 2 from number, application a, "user" u
           where a.application_id = 'portal' and u.name = 'ada@acme.test'`,
      )
      await insert('refresh_token', 1000, `select 'token ' || n, 'gone ' || n, 1, 2, null from number`)
      const live = await count('login_session where expires_at > 2')
      expect(await count('login_session')).toBe(200_000 + live)

      const beside = await createTenantApp(running.tenant)
      await signIn(running.url, administrator)
      const delay = monitorEventLoopDelay({ resolution: 5 })
      delay.enable()
      await beside.ready()
      const began = performance.now()
      for (let turn = 0; turn < 5; turn++) await signIn(running.url, administrator)
      const each = (performance.now() - began) / 5
      delay.disable()
      const left = await count('login_session where expires_at <= 2')
      expect(each).toBeLessThan(1500)
      expect(delay.max / 1e6).toBeLessThan(500)
      expect(left).toBeGreaterThan(0)

      const gone = async () =>
        (await count('failed_login')) +
        (await count('login_session where expires_at <= 2')) +
        (await count('"authorization" where expires_at <= 2')) +
        (await count('refresh_token where expires_at <= 2'))
      while ((await gone()) > 0) await pause(200)
      await beside.close()
      // Whoever is signed in still is
      expect(await count('login_session')).toBeGreaterThanOrEqual(live)
      expect((await running.admin.post('/Security/WhoAmI')).status).toBe(200)
    },
  )

  test('of what strangers can add to, no more is kept than a bound, and the oldest goes first', async () => {
    const at = running.tenant.clock()
    const filled = (to: number) => `${numbers(to)} select`
    await run('delete from failed_login')
    await run('delete from login_attempt')
    await run(
      `insert into failed_login ${filled(mostCounts + 900)} 'guess ' || n, '', 1, ${at} + n from number`,
    )
    await run(
      `insert into login_attempt (attempt_mac, name, source, created_at, expires_at, consumed_at)
        ${filled(mostTaken + 900)} 'taken ' || n, '', '', ${at}, ${at + 600_000}, ${at} + n from number`,
    )
    await run(
      `insert into login_attempt (attempt_mac, name, source, created_at, expires_at)
        ${filled(900)} 'step ' || n, '', '', ${at - 900}, ${at + 600_000} from number`,
    )
    await sweep(running.tenant, expiries)
    expect(await count('failed_login')).toBe(mostCounts)
    expect(await count(`failed_login where account_key = 'guess 900'`)).toBe(0)
    expect(await count(`login_attempt where consumed_at is not null`)).toBe(mostTaken)
    expect(await count(`login_attempt where attempt_mac = 'taken 900'`)).toBe(0)
    // Whoever is choosing another password goes on
    expect(await count('login_attempt where consumed_at is null')).toBe(900)
    await run('delete from failed_login')
    await run('delete from login_attempt')
  })

  test('sign-ins that are only begun leave nothing, and those that have to wait neither', async () => {
    const rows = () => count('login_attempt')
    const before = await rows()
    const stranger = new ApiClient(running.url, null)
    for (let turn = 0; turn < 50; turn++)
      await stranger.result('/Security/StartAuthentication', { User: 'somebody@acme.test' })
    expect(await rows()).toBe(before)
    const guess = () =>
      signIn(running.url, { user: 'somebody@acme.test', password: 'wrong' }).catch((error: unknown) =>
        String(error),
      )
    for (let turn = 0; turn < 12; turn++) await guess()
    expect(await guess()).toContain('Too many failed attempts')
    expect(await rows()).toBeLessThan(before + 9)
  })
})
