import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { openSqlite, type Database } from '#platform/database/database.ts'
import { deriveKeys, type Keys } from '#platform/key.ts'
import { createLog, type Log } from '#platform/log.ts'
import { createOutbound } from '#platform/outbound/outbound.ts'
import { createTenantApp } from '#tenant/app.ts'
import { theTenant } from '#tenant/audit/event.ts'
import { createAdministrator } from '#tenant/directory/administrator.ts'
import { startTenant } from '#tenant/start.ts'
import type { Tables } from '#tenant/store/tables.ts'
import type { Tenant } from '#tenant/tenant.ts'
import { administrator } from './administrator.ts'
import { signIn, type ApiClient } from './apiClient.ts'
import { freePort } from './freePort.ts'

export type TestTenant = {
  tenant: Tenant
  app: FastifyInstance
  url: string
  keys: Keys
  /** Moves the tenant's clock; milliseconds. */
  advance: (by: number) => void
  /** Signed in by API as the administrator. */
  admin: ApiClient
  consoleClient: { applicationId: string; clientId: string; clientSecret: string }
  close: () => Promise<void>
}

type TestTenantOptions = {
  database?: Database<Tables>
  log?: Log
  /** Another process on a database whose tenant has been made. */
  joins?: boolean
  /** Origins that the tenant may ask beside public ones. */
  allow?: string[]
}

/** A real tenant on a free port with an administrator, in a database of its own (a temporary SQLite file unless one is given). */
export async function bootTenant(options: TestTenantOptions = {}): Promise<TestTenant> {
  const folder = options.database ? undefined : mkdtempSync(join(tmpdir(), 'gatewright-tenant-'))
  const database = options.database ?? openSqlite<Tables>(join(folder ?? '', 'tenant.db'))
  const keys = deriveKeys(new Uint8Array(32).map((_, index) => (index * 37 + 11) % 256))
  let skew = 0
  const clock = () => Date.now() + skew
  const { log = createLog({ level: 'silent' }) } = options
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { tenant, consoleClient } = await startTenant({
    database,
    keys,
    log,
    url,
    consoleUrl: 'http://localhost:7080',
    clock,
    outbound: createOutbound({ rules: { allow: new Set(options.allow), local: null } }),
  })
  const app = await createTenantApp(tenant)
  await app.listen({ host: '127.0.0.1', port })
  if (!options.joins)
    await createAdministrator(tenant, {
      by: theTenant,
      name: administrator.user,
      password: administrator.password,
      token: null,
    })
  return {
    tenant,
    app,
    url,
    keys,
    consoleClient,
    advance: (by) => {
      skew += by
    },
    admin: await signIn(url, administrator),
    async close() {
      await app.close()
      await database.close()
      if (folder) rmSync(folder, { recursive: true, force: true })
    },
  }
}
