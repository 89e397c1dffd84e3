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
  /** Printed by the last start while there is no administrator. */
  setupLink: string | null
  /** Starts it again on the same data, after `stop` or `kill`. */
  startAgain: () => Promise<void>
  stop: () => Promise<void>
  kill: () => Promise<void>
  /** Stops it and removes its data. */
  close: () => Promise<void>
}

/** The whole product in a process of its own: free ports, an empty data folder, and an administrator unless told otherwise. */
export async function startProduct({
  withAdministrator = true,
}: { withAdministrator?: boolean } = {}): Promise<Product> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gatewright-product-'))
  const [port, tenantPort] = [await freePort(), await freePort()]
  const env = {
    PORT: String(port),
    TENANT_PORT: String(tenantPort),
    GATEWRIGHT_DATA: dataFolder,
    ...(withAdministrator
      ? { GATEWRIGHT_ADMIN_USER: administrator.user, GATEWRIGHT_ADMIN_PASSWORD: administrator.password }
      : {}),
  }
  let program: Program
  const product: Product = {
    consoleUrl: `http://localhost:${port}`,
    tenantUrl: `http://localhost:${tenantPort}`,
    dataFolder,
    setupLink: null,
    async startAgain() {
      program = await start(['src/server.ts'], { ready: /Ctrl\+C/, env })
      product.setupLink = /http\S+\/setup#\S+/.exec(program.output)?.[0] ?? null
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
