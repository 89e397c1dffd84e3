import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { type BffOptions, createBff } from '#bff/app.ts'
import type { BffTables } from '#bff/tables.ts'
import type { Database } from '#platform/database/database.ts'
import { deriveKeys } from '#platform/key.ts'
import { createLog } from '#platform/log.ts'
import { Browser } from './browser.ts'
import type { ForeignTenant } from './foreignTenant.ts'

export const testKey = new Uint8Array(32).map((_, at) => (at * 89 + 41) % 256)
export const consoleUrl = 'http://localhost:7080'

export type AnyTenant = {
  url: string
  /** Where it really listens. */
  address: string
  client: BffOptions['client']
  close(): Promise<unknown>
}

type Options<Tenant> = { database: Database<BffTables>; tenant: Tenant } & Partial<BffOptions>

export type RunningBff<Tenant extends AnyTenant = ForeignTenant> = Awaited<
  ReturnType<typeof startBff<Tenant>>
>

/** A bff before a tenant, with a clock to turn and a log to read. Closes the tenant with it. */
export async function startBff<Tenant extends AnyTenant>({ database, tenant, ...options }: Options<Tenant>) {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-console-'))
  for (const name of ['assets', '.vite']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'assets', 'main-5f3a.js'), 'console.log(1)')
  writeFileSync(join(folder, '.vite', 'manifest.json'), '"hidden"')
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')

  let ahead = 0
  let logged = ''
  const destination = new Writable({
    write(chunk, _, done) {
      logged += String(chunk)
      done()
    },
  })
  const app = await createBff({
    database,
    keys: deriveKeys(testKey),
    log: createLog({ level: 'debug', destination }),
    clock: () => Date.now() + ahead,
    consoleUrl,
    tenantUrl: tenant.url,
    tenantAddress: tenant.address,
    tenantKind: 'remote',
    client: tenant.client,
    consoleFiles: folder,
    ...options,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const address = `${options.https ? 'https' : 'http'}://127.0.0.1:${port}`
  const url = options.consoleUrl ?? consoleUrl

  const browser = () => new Browser({ [url]: address, [tenant.url]: tenant.address })
  return {
    app,
    tenant,
    url,
    address,
    database,
    clock: () => Date.now() + ahead,
    logged: () => logged,
    pass: (milliseconds: number) => void (ahead += milliseconds),
    browser,
    /** A browser in which the tenant's next person has signed in. */
    async signedIn(): Promise<Browser> {
      const fresh = browser()
      await fresh.visit(`${url}/bff/sign-in`)
      return fresh
    },
    async close() {
      await app.close()
      await tenant.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta property="csp-nonce" nonce=""><script type="module" src="/assets/main-5f3a.js"></script></head>
<body><div id="root"></div></body>
</html>
`
