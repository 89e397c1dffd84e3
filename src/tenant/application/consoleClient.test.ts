import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { redirectsOf, requiresPkce } from '#schema/application/ofTemplate.ts'
import { testDatabases } from '#testing/database.ts'
import { bootTenant, type TestTenant } from '#testing/tenant.ts'
import { ensureConsoleClient } from './consoleClient.ts'
import { loadApplication } from './loadApplication.ts'

describe.each(testDatabases())('$kind', (engine) => {
  let running: TestTenant
  let clientId: string
  beforeAll(async () => {
    running = await bootTenant({ database: await engine.open() })
    clientId = running.consoleClient.clientId
  })
  afterAll(() => running.close())

  const held = async () => {
    const application = await loadApplication(running.tenant.database.read, clientId)
    if (!application) throw new Error('The console has no application')
    return application
  }
  const row = async () =>
    running.tenant.database.read
      .selectFrom('application')
      .select(['config', 'version', 'updated_at'])
      .where('id', '=', clientId)
      .executeTakeFirstOrThrow()

  /** As it was stored before OpenID Connect applications had Trust. */
  async function storeAsBefore(): Promise<void> {
    const { config, updated_at } = await row()
    const { trust, advanced: _, ...rest } = JSON.parse(config) as Record<string, Record<string, unknown>>
    const { redirects, requirePkce } = trust ?? {}
    const before = JSON.stringify({
      ...rest,
      generalUsage: { ...rest['generalUsage'], redirects, requirePkce },
    })
    await running.tenant.database.write((tx) =>
      tx
        .updateTable('application')
        .set({ config: before, updated_at: updated_at + 1 })
        .where('id', '=', clientId)
        .execute(),
    )
  }

  test('signs people in at its own address only, with PKCE', async () => {
    const application = await held()
    expect(redirectsOf(application)).toEqual(['http://localhost:7080/callback'])
    expect(requiresPkce(application)).toBe(true)
  })

  test('one of an earlier version goes on signing people in, before and after it is brought up to date', async () => {
    await storeAsBefore()
    expect(redirectsOf(await held())).toEqual(['http://localhost:7080/callback'])
    expect(requiresPkce(await held())).toBe(true)
    const again = await ensureConsoleClient({ ...running.tenant, consoleUrl: 'https://console.test' })
    expect(again).toEqual(running.consoleClient)
    expect(redirectsOf(await held())).toEqual(['https://console.test/callback'])
    expect(JSON.parse((await row()).config)).toMatchObject({
      trust: { redirects: ['https://console.test/callback'] },
      generalUsage: { redirects: [] },
    })
  })

  test('X-18 comes back to the console at the address that ALLOW_HTTP let in', async () => {
    await ensureConsoleClient({ ...running.tenant, consoleUrl: 'http://console.test:7080' })
    expect(redirectsOf(await held())).toEqual(['http://console.test:7080/callback'])
    await ensureConsoleClient({ ...running.tenant, consoleUrl: 'https://console.test' })
    expect(redirectsOf(await held())).toEqual(['https://console.test/callback'])
  })

  test('a start that changes nothing makes no version', async () => {
    const { version } = await row()
    await ensureConsoleClient({ ...running.tenant, consoleUrl: 'https://console.test' })
    expect((await row()).version).toBe(version)
  })
})
