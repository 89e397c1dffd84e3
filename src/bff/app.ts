import cookie from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Database } from '#platform/database/database.ts'
import { migrate } from '#platform/database/migrate.ts'
import { keepSweeping } from '#platform/database/sweep.ts'
import { health } from '#platform/health.ts'
import { createHttp, strangersBody } from '#platform/http.ts'
import type { Keys } from '#platform/key.ts'
import type { Log } from '#platform/log.ts'
import { hostsOf } from '#platform/requestHost.ts'
import { noProxies, type TrustedProxies } from '#platform/trustedProxies.ts'
import { askTenant } from './askTenant.ts'
import type { Bff } from './bff.ts'
import { serveConsole } from './consolePages.ts'
import { confirmRoutes } from './confirmRoutes.ts'
import { cookiesOf } from './cookies.ts'
import { refuseForeign } from './csrf.ts'
import { expiries } from './expiries.ts'
import { refusal, wordFault } from './faults.ts'
import * as sessions from './migrations/0001_sessions.ts'
import * as confirmation from './migrations/0002_confirmation.ts'
import { OpenedTokens } from './openedTokens.ts'
import { forwardApi } from './proxy.ts'
import { type Client, relyingParty } from './relyingParty.ts'
import { sessionRoutes } from './sessionRoutes.ts'
import { firstAdministratorRoute } from './firstAdministratorRoute.ts'
import { signInRoutes } from './signInRoutes.ts'
import type { BffTables } from './tables.ts'

export type BffOptions = {
  database: Database<BffTables>
  keys: Keys
  log: Log
  /** Milliseconds since 1970. */
  clock: () => number
  /** Public address of this server; Host is pinned to it. */
  consoleUrl: string
  /** Public address of the tenant: the browser goes there to sign in. */
  tenantUrl: string
  /** Where the bff reaches the tenant. */
  tenantAddress: string
  tenantKind: 'embedded' | 'remote'
  /** The bff as an OpenID Connect application of the tenant. */
  client: Client
  /** Folder with the built console. */
  consoleFiles: string
  /** As PEM. */
  https?: { cert: string; key: string } | undefined
  trustedProxies?: TrustedProxies
  /** Milliseconds that the tenant has for a forwarded call. */
  forwardTime?: number | undefined
}

/** Sign-in, session, forwarding and the console's files, on the console's own origin. */
export async function createBff(options: BffOptions): Promise<FastifyInstance> {
  const { database, log, https, tenantAddress, consoleFiles, forwardTime = 30_000 } = options
  await migrate(database, { name: 'bff', migrations })
  const bff = assemble(options)
  const { consoleUrl } = bff

  const app = createHttp({
    log,
    https,
    bodyLimit: strangersBody,
    allowedHosts: hostsOf(consoleUrl),
    publicUrl: consoleUrl,
    wordFault,
  })
  await app.register(cookie)
  health(app, { ready: () => checkReady(options, bff) })
  signInRoutes(app, bff)
  confirmRoutes(app, bff)
  await app.register(async (own) => {
    own.addHook('onRequest', refuseForeign(consoleUrl))
    sessionRoutes(own, bff)
    firstAdministratorRoute(own, bff)
    own.all('/bff/*', () => {
      throw refusal(404, 'not_found', 'There is nothing at this address.')
    })
    await own.register((api) =>
      forwardApi(api, bff, { address: tenantAddress, certificate: https?.cert, time: forwardTime }),
    )
  })
  await serveConsole(app, consoleFiles)
  keepSweeping(app, options, expiries)
  return app
}

const migrations = { '0001_sessions': sessions, '0002_confirmation': confirmation }

function assemble({
  database,
  keys,
  clock,
  tenantKind,
  tenantAddress,
  client,
  https,
  trustedProxies = noProxies,
  ...options
}: BffOptions): Bff {
  const consoleUrl = new URL(options.consoleUrl).origin
  const tenantUrl = new URL(options.tenantUrl).origin
  const ask = askTenant({ tenantUrl, tenantAddress, certificate: https?.cert, time: 10_000 })
  return {
    database,
    keys,
    clock,
    consoleUrl,
    tenantUrl,
    tenantKind,
    trustedProxies,
    cookies: cookiesOf(consoleUrl),
    tokens: new OpenedTokens(keys),
    ask,
    relyingParty: relyingParty({ tenantUrl, callbackUrl: `${consoleUrl}/callback`, client, keys, ask }),
  }
}

async function checkReady({ tenantAddress, https }: BffOptions, { database, tenantUrl }: Bff): Promise<void> {
  await sql`select 1`.execute(database.read)
  const ask = askTenant({ tenantUrl, tenantAddress, certificate: https?.cert, time: 1000 })
  const { status } = await ask(`${tenantUrl}/livez`)
  if (status !== 200) throw new Error(`The tenant answered ${status} at /livez`)
}
