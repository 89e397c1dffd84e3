import { randomInt } from 'node:crypto'
import type { Database } from '#platform/database/database.ts'
import { migrate } from '#platform/database/migrate.ts'
import { keyCheck, type Keys } from '#platform/key.ts'
import type { Log } from '#platform/log.ts'
import { sameText } from '#platform/mac.ts'
import { createOutbound, type Outbound } from '#platform/outbound/outbound.ts'
import { usualPeriod } from '#schema/keyRotation.ts'
import { builtInRoleRights, builtInRoles, type BuiltInRole } from '#schema/right.ts'
import { ensureConsoleClient, type ConsoleClient } from './application/consoleClient.ts'
import { settleIssuers } from './application/settleIssuers.ts'
import { chainStart, headSeal } from './audit/chain.ts'
import { createEventQueue } from './audit/eventQueue.ts'
import { theTenant } from './audit/event.ts'
import { recordEvents } from './audit/recordEvents.ts'
import { sealEarlier } from './audit/sealEarlier.ts'
import { createStrangerEvents } from './audit/strangerEvents.ts'
import { endWhatWasRevived } from './endWhatWasRevived.ts'
import { createKeyRing, ensureSigningKey } from './oauth/keys/keyRing.ts'
import { migrations } from './store/migrations/index.ts'
import type { Tables } from './store/tables.ts'
import type { Tenant } from './tenant.ts'
import { createUsage } from './usage/usage.ts'
import { nameKey } from '#schema/nameKey.ts'
import { sortKey } from '#schema/sortKey.ts'

export type TenantOptions = {
  database: Database<Tables>
  keys: Keys
  log: Log
  /** Public address without a trailing slash. */
  url: string
  /** Public address of the console, which signs in here. */
  consoleUrl: string
  /** Where the newest checkpoint of the event log is kept (keepCheckpoint.ts). */
  checkpointFile?: string | undefined
  /** To public addresses only, unless one is given. */
  outbound?: Outbound
  clock?: () => number
}

/** Opens the tenant of a database, made when the database is new. The console is a client of it like any other. */
export async function startTenant({
  database,
  keys,
  log,
  url,
  consoleUrl,
  checkpointFile,
  outbound = createOutbound({ rules: { allow: new Set(), local: null } }),
  clock = Date.now,
}: TenantOptions): Promise<{ tenant: Tenant; consoleClient: ConsoleClient; restored: string | null }> {
  await refuseWrongKey(database, keys)
  await migrate(database, { name: 'tenant', migrations })
  const id = await ensureTenant({ database, keys, clock })
  await sealEarlier({ database, keys, clock })
  const restored = checkpointFile ? await endWhatWasRevived({ database, keys, clock }, checkpointFile) : null
  if (restored !== null) log.warn(restored)
  await ensureSigningKey({ database, keys, clock })
  const keyRing = createKeyRing({ database, keys, clock })
  const events = createEventQueue({ database, keys, clock })
  const strangerEvents = createStrangerEvents({ events, log, clock })
  const tenant: Tenant = {
    id,
    url,
    consoleUrl,
    database,
    epoch: (await database.read.selectFrom('tenant').select('epoch').executeTakeFirstOrThrow()).epoch,
    keys,
    clock,
    log,
    events,
    strangerEvents,
    usage: createUsage({ database, log, clock }),
    keyRing,
    outbound,
  }
  await settleIssuers(tenant)
  return { tenant, consoleClient: await ensureConsoleClient(tenant), restored }
}

/** OP-04: noticed before anything is written. */
async function refuseWrongKey(database: Database<Tables>, keys: Keys): Promise<void> {
  const tables = await database.read.introspection.getTables()
  if (!tables.some(({ name }) => name === 'tenant')) return
  const row = await database.read.selectFrom('tenant').select('key_check').executeTakeFirst()
  if (row && !sameText(row.key_check, keyCheck(keys)))
    throw new Error(
      'This key is not the one that the database was made with. Set GATEWRIGHT_KEY or GATEWRIGHT_KEY_FILE to that key, or restore the key file from a backup.',
    )
}

async function ensureTenant({
  database,
  keys,
  clock,
}: {
  database: Database<Tables>
  keys: Keys
  clock: () => number
}): Promise<string> {
  const held = await database.read.selectFrom('tenant').select('id').executeTakeFirst()
  if (held) return held.id
  return database.write(async (tx) => {
    await database.lock(tx, 'tenant')
    const already = await tx.selectFrom('tenant').select('id').executeTakeFirst()
    if (already) return already.id
    const at = clock()
    const id = newTenantId()
    await tx
      .insertInto('tenant')
      .values({
        row: 1,
        id,
        key_check: keyCheck(keys),
        created_at: at,
        epoch: 0,
        rotate_keys_after: Number(usualPeriod),
      })
      .execute()
    const start = { number: 0, hash: chainStart }
    await tx
      .insertInto('event_head')
      .values({ id: 1, ...start, seal: headSeal(keys, start) })
      .execute()
    for (const [roleId, role] of Object.entries(builtInRoles)) {
      await tx
        .insertInto('role')
        .values({
          id: roleId,
          ...role,
          name_key: nameKey(role.name),
          sort_key: sortKey(role.name),
          built_in: 1,
          version: 1,
          created_at: at,
          updated_at: at,
        })
        .execute()
      const held = builtInRoleRights[roleId as BuiltInRole] ?? []
      if (held.length > 0)
        await tx
          .insertInto('role_right')
          .values(held.map((right) => ({ role_id: roleId, right_file: right })))
          .execute()
    }
    await recordEvents(tx, { database, keys }, [
      {
        by: theTenant,
        at,
        event: {
          type: 'Cloud.Core.Tenant.Create',
          object: { type: 'tenant', id, name: id },
          detail: { sealed: true },
        },
      },
    ])
    return id
  })
}

/** D11: three letters, four digits. */
function newTenantId(): string {
  const letters = Array.from({ length: 3 }, () => String.fromCharCode(65 + randomInt(26))).join('')
  return `${letters}${String(randomInt(10_000)).padStart(4, '0')}`
}
