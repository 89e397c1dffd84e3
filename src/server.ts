import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { createBff } from '#bff/app.ts'
import { lacksOfRemote } from '#bff/remoteTenant.ts'
import { openPostgres, openSqlite, type Database } from '#platform/database/database.ts'
import { findDataFolder, openDataFolder } from '#platform/database/dataFolder.ts'
import { putEventLoopFirst } from '#platform/eventLoopFirst.ts'
import { deriveKeys, loadKey, type Keys } from '#platform/key.ts'
import { listen } from '#platform/listen.ts'
import { createLog, type Log } from '#platform/log.ts'
import { createOutbound } from '#platform/outbound/outbound.ts'
import { createTenantApp } from '#tenant/app.ts'
import { theTenant } from '#tenant/audit/event.ts'
import { createAdministrator } from '#tenant/directory/administrator.ts'
import { newFirstAdministratorToken } from '#tenant/directory/firstAdministratorToken.ts'
import { Problem } from '#tenant/problem.ts'
import { startTenant } from '#tenant/start.ts'
import type { Tables } from '#tenant/store/tables.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { seed } from './seed.ts'
import { verify } from './verify.ts'

// The one place that knows tenant and bff together. Everything it holds is let go of in the reverse order.

/** With `checkpointFile` where there is a data folder. */
type Store = { database: Database<Tables>; keys: Keys; checkpointFile?: string }

const say = (text: string) => console.log(text)
const release: (() => Promise<void> | void)[] = []

try {
  const environment = readEnvironment(process.env)
  forgetSecrets()
  const log = createLog({ level: environment.logLevel })
  const [command, ...args] = process.argv.slice(2)
  if (command === 'verify') await sayVerdict(environment, args)
  else if (command === 'seed') await fill(environment, { log, args })
  else await serve(environment, log)
} catch (error) {
  await letGo()
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n`)
  if (process.env['LOG_LEVEL'] === 'debug') console.error(error)
  process.exit(1)
}

/** KR-02: no program that this one might start inherits them, and no report of a crash shows them. */
function forgetSecrets(): void {
  for (const name of ['GATEWRIGHT_KEY', 'GATEWRIGHT_ADMIN_PASSWORD', 'REMOTE_CLIENT_SECRET'])
    delete process.env[name]
}

async function serve(environment: Environment, log: Log): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop())
  const store = openStore(environment, takeFolder)
  const { consoleUrl } = environment
  const upstream = environment.remote
    ? await remoteTenant(environment, environment.remote)
    : await embeddedTenant(environment, store, log)
  const bff = await createBff({
    ...store,
    ...upstream,
    database: store.database.withTables(),
    log,
    clock: Date.now,
    consoleUrl,
    consoleFiles: new URL('../dist/', import.meta.url).pathname,
    https: environment.https,
    trustedProxies: environment.trustedProxies,
  })
  release.push(() => bff.close())
  await listen(bff, { host: environment.host, port: environment.port, variable: 'PORT' })
  await putEventLoopFirst()
  say(`\n  Gatewright is ready: ${consoleUrl}`)
  if (upstream.firstAdministratorToken) {
    say(`\n  Create the first administrator with this link. It works once, for one hour:`)
    say(`  ${consoleUrl}/setup#${upstream.firstAdministratorToken}`)
  }
  say('\n  Press Ctrl+C to stop.\n')
  // For the next start, also when this process is killed. Takes a fifth of a second when nothing was kept, else none.
  flushCompileCache()
}

type Upstream = {
  tenantUrl: string
  tenantAddress: string
  tenantKind: 'embedded' | 'remote'
  client: { applicationId: string; clientId: string; clientSecret: string }
  firstAdministratorToken: string | null
}

/** Starts also where something lacks: it can be mended over there while this runs. */
async function remoteTenant(
  { consoleUrl }: Environment,
  { url, client }: NonNullable<Environment['remote']>,
): Promise<Upstream> {
  const lacks = await lacksOfRemote({ tenantUrl: url, consoleUrl, client })
  if (lacks.length > 0) {
    say(`\n  Nobody can sign in through ${url} yet:`)
    for (const lack of lacks) say(`  - ${lack}`)
  } else say(`  People sign in through the tenant at ${url}`)
  return { tenantUrl: url, tenantAddress: url, tenantKind: 'remote', client, firstAdministratorToken: null }
}

async function embeddedTenant(environment: Environment, store: Store, log: Log): Promise<Upstream> {
  const { tenantUrl, consoleUrl, host, tenantPort, https, trustedProxies } = environment
  const { checkpointFile } = store
  const outbound = createOutbound({ rules: environment.outbound })
  const started = await startTenant({ ...store, log, url: tenantUrl, consoleUrl, outbound })
  const { tenant, consoleClient, restored } = started
  if (restored !== null) say(`\n  ${restored}\n`)
  const app = await createTenantApp(tenant, { https, trustedProxies, checkpointFile })
  release.push(() => app.close())
  const tenantAddress = await listen(app, { host, port: tenantPort, variable: 'TENANT_PORT' })
  say(`  Tenant ${tenant.id} answers at ${tenantUrl}`)
  const { allow } = environment.outbound
  if (allow.size > 0) say(`  It may ask ${[...allow].join(', ')} beside public https addresses`)
  const { administrator } = environment
  if (administrator) await createUnattended(tenant, administrator)
  return {
    tenantUrl,
    tenantAddress,
    tenantKind: 'embedded',
    client: consoleClient,
    firstAdministratorToken: await newFirstAdministratorToken(tenant),
  }
}

/** An administrator from an earlier start stays as it is. */
async function createUnattended(
  tenant: Parameters<typeof createAdministrator>[0],
  { user, password }: { user: string; password: string },
): Promise<void> {
  try {
    await createAdministrator(tenant, { by: theTenant, name: user, password, token: null })
    say(`  Administrator ${user} created`)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.code !== 'gone')
      throw new Error(`The administrator of GATEWRIGHT_ADMIN_USER was not created. ${error.message}`, {
        cause: error,
      })
  }
}

type Folder = { path: string; database: string }

function takeFolder(path: string): Folder {
  const folder = openDataFolder(path)
  release.push(() => folder.close())
  return folder
}

/** @param open takes the data folder, or finds it. */
function openStore({ databaseUrl, dataFolder, key }: Environment, open: (folder: string) => Folder): Store {
  if (databaseUrl) {
    const keys = deriveKeys(loadKey({ ...key, required: true }))
    const database = openPostgres<Tables>(databaseUrl)
    release.push(() => database.close())
    return { database, keys }
  }
  const folder = open(dataFolder)
  const keys = deriveKeys(loadKey({ ...key, dataFolder: folder.path, required: false }))
  const database = openSqlite<Tables>(folder.database)
  release.push(() => database.close())
  return { database, keys, checkpointFile: join(folder.path, 'checkpoint') }
}

/** Beside a running process too: nothing is taken and nothing is written. */
async function sayVerdict(environment: Environment, args: readonly string[]): Promise<void> {
  const { text, well } = await verify(openStore(environment, findDataFolder), args)
  await letGo()
  if (well) return say(text)
  console.error(text)
  process.exitCode = 1
}

/** Instead of a running process where the database is a file, beside one on PostgreSQL. */
async function fill(
  environment: Environment,
  { log, args }: { log: Log; args: readonly string[] },
): Promise<void> {
  const { tenantUrl: url, consoleUrl, administrator, remote } = environment
  if (remote)
    throw new Error('REMOTE_TENANT is set, so that this installation has no tenant that could be filled.')
  const { tenant } = await startTenant({ ...openStore(environment, takeFolder), log, url, consoleUrl })
  if (administrator) await createUnattended(tenant, administrator)
  await seed(tenant, args, say)
  await letGo()
}

let stopping = false

/** Requests under way are answered, then everything is closed; whatever hangs is cut off after ten seconds. */
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(1), 10_000).unref()
  await letGo()
  process.exit(0)
}

async function letGo(): Promise<void> {
  for (const step of release.toReversed()) await step()
  release.length = 0
}
