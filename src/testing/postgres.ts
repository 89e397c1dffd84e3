import { execFileSync, spawn, spawnSync } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { installDebianPackage, isRoot } from './machine.ts'

export type PrivatePostgres = { url: string; stop(): Promise<void> }

/**
 * A PostgreSQL of our own for one run: a temporary folder, a unix socket in it, no port, and nothing synced unless it is to be `durable`, as it comes.
 * Gives undefined where the machine has none (`install` lets root fetch Debian's package first).
 */
export async function startPostgres(options: {
  install: boolean
  durable?: boolean
}): Promise<PrivatePostgres | undefined> {
  const binaries =
    findBinaries() ?? (options.install && installDebianPackage('postgresql') ? findBinaries() : undefined)
  if (!binaries) return undefined

  const folder = mkdtempSync(join(tmpdir(), 'gatewright-postgres-'))
  const owner = unprivileged()
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const log = join(folder, 'log')
  let server: ChildProcess | undefined
  const remove = () => removeWhileStopping(folder, server)
  process.once('exit', remove)

  const data = join(folder, 'data')
  const all = options.durable ? settings : [...settings, ...unsynced]
  const run: SpawnOptions = { cwd: folder, stdio: ['ignore', 'ignore', openSync(log, 'a')], ...owner }
  try {
    await ended(spawn(join(binaries, 'initdb'), initdbArguments(binaries, data), run))
    server = spawn(join(binaries, 'postgres'), ['-D', data, '-k', folder, ...all], run)
    const url = `postgresql://gatewright@${encodeURIComponent(folder)}/postgres`
    await accepting(url, server)
    return { url, stop: () => stop(server, remove) }
  } catch (error) {
    const said = readFileSync(log, 'utf8').trim()
    await stop(server, remove)
    throw new Error(`PostgreSQL from ${binaries} did not start:\n${said}`, { cause: error })
  }
}

const asArguments = (all: string[]) => all.flatMap((setting) => ['-c', setting])
const settings = asArguments(['listen_addresses=', 'max_connections=300', 'shared_buffers=64MB'])
const unsynced = asArguments(['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'])

function initdbArguments(binaries: string, data: string): string[] {
  // A language's own sort order, as most installations have it: what only works in byte order shows here.
  const icu = version(binaries) >= 15 ? ['--locale-provider=icu', '--icu-locale=en-US'] : []
  return ['-D', data, '-U', 'gatewright', '-A', 'trust', '-E', 'UTF8', '--locale=C', ...icu, '--no-sync']
}

/** `postgres (PostgreSQL) 15.18 (Debian …)` → 15 */
function version(binaries: string): number {
  const line = execFileSync(join(binaries, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/\) (\d+)/.exec(line)?.[1] ?? 0)
}

/** The folder that holds both programs: on the PATH, where Debian keeps each version, or where pg_config points. */
function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((one) => join(debian, one, 'bin')),
    pgConfig(),
  ]
  return folders.find(
    (folder) => folder && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  )
}

function pgConfig(): string {
  try {
    return execFileSync('pg_config', ['--bindir'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return ''
  }
}

/** PostgreSQL refuses to run as root. Its package makes a user for it; where that is missing, nobody does. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (!isRoot()) return undefined
  const id = (flag: string, user: string) => {
    const asked = spawnSync('id', [flag, user], { encoding: 'utf8' })
    return asked.status === 0 ? Number(asked.stdout) : undefined
  }
  const user = id('-u', 'postgres') === undefined ? 'nobody' : 'postgres'
  return { uid: id('-u', user) ?? 65534, gid: id('-g', user) ?? 65534 }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`ended with ${code}`))))
  })
}

async function accepting(url: string, server: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + 30_000; ; await sleep(50)) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw error
    }
  }
}

async function stop(server: ChildProcess | undefined, remove: () => void): Promise<void> {
  process.off('exit', remove)
  if (server && server.exitCode === null && server.signalCode === null) {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGQUIT') // at once, without a checkpoint
    await gone
  }
  remove()
}

/** Synchronous, for it must also work while our own process exits; the server may still write for a moment. */
function removeWhileStopping(folder: string, server: ChildProcess | undefined): void {
  server?.kill('SIGQUIT')
  for (let attempt = 0; attempt < 40 && existsSync(folder); attempt++) {
    if (attempt > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    rmSync(folder, { recursive: true, force: true })
  }
}
