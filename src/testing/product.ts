import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './freePort.ts'
import { start, type Program } from './program.ts'
import { administrator } from './administrator.ts'

export type Product = {
  consoleUrl: string
  tenantUrl: string
  dataFolder: string
  /** The variables that it is started with. */
  env: Record<string, string>
  /** What the last start printed until it was ready. */
  output: string
  /** Printed by the last start while there is no administrator. */
  firstAdministratorLink: string | null
  /** Starts it again on the same data, after `stop` or `kill`. */
  startAgain: () => Promise<void>
  stop: () => Promise<void>
  kill: () => Promise<void>
  /** Stops it and removes its data. */
  close: () => Promise<void>
}

type ProductOptions = {
  withAdministrator?: boolean
  /** Lets Node's debugger in. */
  inspected?: boolean
  /** The name of its public addresses, with plain http. */
  host?: string
  /** An empty database of PostgreSQL instead of the data folder's. */
  databaseUrl?: string | undefined
}

/** The whole product in a process of its own: free ports, an empty data folder, and an administrator unless told otherwise. */
export async function startProduct({
  withAdministrator = true,
  inspected = false,
  host,
  databaseUrl,
}: ProductOptions = {}): Promise<Product> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gatewright-product-'))
  const [port, tenantPort] = [await freePort(), await freePort()]
  const env = {
    PORT: String(port),
    TENANT_PORT: String(tenantPort),
    GATEWRIGHT_DATA: dataFolder,
    ...(databaseUrl === undefined
      ? {}
      : { DATABASE_URL: databaseUrl, GATEWRIGHT_KEY: randomBytes(32).toString('base64') }),
    ...(host === undefined
      ? {}
      : {
          CONSOLE_URL: `http://${host}:${port}`,
          TENANT_URL: `http://${host}:${tenantPort}`,
          ALLOW_HTTP: '1',
        }),
    ...(withAdministrator
      ? { GATEWRIGHT_ADMIN_USER: administrator.user, GATEWRIGHT_ADMIN_PASSWORD: administrator.password }
      : {}),
  }
  let program: Program
  const product: Product = {
    consoleUrl: `http://${host ?? 'localhost'}:${port}`,
    tenantUrl: `http://${host ?? 'localhost'}:${tenantPort}`,
    dataFolder,
    env,
    output: '',
    firstAdministratorLink: null,
    async startAgain() {
      const nodeOptions = inspected ? ['--inspect=127.0.0.1:0'] : []
      program = await start([...nodeOptions, 'src/server.ts'], { ready: /Ctrl\+C/, env })
      product.output = program.output
      product.firstAdministratorLink = /http\S+\/setup#\S+/.exec(program.output)?.[0] ?? null
    },
    stop: () => program.stop(),
    kill: () => program.kill(),
    async close() {
      await program.stop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
  await product.startAgain()
  return product
}
