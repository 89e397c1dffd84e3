import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import type { Application } from '#schema/application/wire.ts'
import { isConsole } from '../application/consoleClient.ts'
import { holdSession } from '../directory/loginSession.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { longestLife, refreshLife } from './lifetimes.ts'
import type { Opening } from './opening.ts'

export type NewAuthorization = {
  application: Application
  userId: string
  clientId: string
  scopes: readonly string[]
  /** What the scopes open for the person. */
  openings: readonly Opening[]
  sessionMac: string | null
  /** Milliseconds. */
  authTime: number
}

/** Writes down what a person allows a client. Gives its ID; null when the session has ended. */
export async function insertAuthorization(
  tx: Transaction<Tables>,
  {
    application,
    userId,
    clientId,
    scopes,
    openings,
    sessionMac,
    authTime,
    at,
  }: NewAuthorization & { at: number },
): Promise<string | null> {
  const session = sessionMac === null ? null : await holdSession(tx, { sessionMac, at })
  if (session === undefined) return null
  const id = randomUUID()
  await tx
    .insertInto('authorization')
    .values({
      id,
      application_id: application.id,
      user_id: userId,
      client_id: clientId,
      scope: scopes.join(' '),
      opened: isConsole(application)
        ? null
        : JSON.stringify(openings.filter(({ scope }) => scopes.includes(scope))),
      session_mac: sessionMac,
      secret_id: null,
      auth_time: authTime,
      created_at: at,
      expires_at: at + refreshLife(application) + longestLife,
      ended_at: null,
      on_page: session?.on_page ?? 0,
      identity_provider_id: session?.identity_provider_id ?? null,
    })
    .execute()
  return id
}

/** Ends it with everything that came of it. */
export async function endAuthorization(tenant: Tenant, id: string): Promise<void> {
  await tenant.database.write((tx) =>
    tx
      .updateTable('authorization')
      .set({ ended_at: tenant.clock() })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .execute(),
  )
}

/** Writes down by which secret the client proved itself, when that is another one than before: its refresh tokens end with it. */
export async function bindToSecret(
  tx: Transaction<Tables>,
  { id, before, secretId }: { id: string; before: string | null; secretId: string | null },
): Promise<void> {
  if (secretId === null || secretId === before) return
  await tx.updateTable('authorization').set({ secret_id: secretId }).where('id', '=', id).execute()
}

/** Null when it ended or never was. */
export async function liveAuthorization(tenant: Tenant, id: string): Promise<Row<'authorization'> | null> {
  const [row] = await byId(tenant.database.read, id)
  return row && row.ended_at === null ? row : null
}

/** The columns of an authorization that whatever came of it is judged by. */
export const whatWasAllowed = [
  'authorization.application_id',
  'authorization.user_id',
  'authorization.client_id',
  'authorization.scope',
  'authorization.secret_id',
  'authorization.auth_time',
  'authorization.ended_at',
] as const

export type Allowed = Pick<
  Row<'authorization'>,
  'application_id' | 'user_id' | 'client_id' | 'scope' | 'secret_id' | 'auth_time' | 'ended_at'
>

const byId = prepared((db: Kysely<Tables>, id) =>
  db.selectFrom('authorization').selectAll().where('id', '=', id),
)
