import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { administrator } from '../tenant.ts'
import { freePort } from '../freePort.ts'
import { root } from '../tool.ts'

export type Program = { output: string; stop: () => Promise<void> }

/** Starts a program of ours in a process of its own and waits until it says that it is ready. */
export async function start(
  args: string[],
  { ready, env = {} }: { ready: RegExp; env?: Record<string, string> },
): Promise<Program> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (ready.test(output)) resolve()
    })
    child.once('exit', (code) =>
      reject(new Error(`${args.join(' ')} ended with ${code} before it was ready`)),
    )
  })
  return { output, stop: () => stopped(child) }
}

async function stopped(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit')
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

export type Product = { consoleUrl: string; tenantUrl: string; stop: () => Promise<void> }

/** The whole product on free ports with an empty data folder and an administrator. */
export async function startProduct(): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-'))
  const [port, tenantPort] = [await freePort(), await freePort()]
  const { stop } = await start(['src/server.ts'], {
    ready: /is ready/,
    env: {
      PORT: String(port),
      TENANT_PORT: String(tenantPort),
      GATEWRIGHT_DATA: folder,
      GATEWRIGHT_ADMIN_USER: administrator.user,
      GATEWRIGHT_ADMIN_PASSWORD: administrator.password,
    },
  })
  return {
    consoleUrl: `http://localhost:${port}`,
    tenantUrl: `http://localhost:${tenantPort}`,
    async stop() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
