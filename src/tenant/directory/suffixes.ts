import type { Kysely } from 'kysely'
import { loginSuffix } from '#schema/loginName.ts'
import type { EventType } from '#schema/events.ts'
import type { Author } from '../audit/event.ts'
import { recordEvents } from '../audit/recordEvents.ts'
import { fieldProblem, notThere, parsed, Problem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'

// D11: what stands behind the @ of a login name, the default first.

export async function suffixesInOrder(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom('login_suffix')
    .select('suffix')
    .orderBy('is_default', 'desc')
    .orderBy('created_at')
    .orderBy('suffix')
    .execute()
  return rows.map(({ suffix }) => suffix)
}

/** With how many users each has. */
export async function listSuffixes(db: Kysely<Tables>) {
  const suffixes = await suffixesInOrder(db)
  const counts = await db
    .selectFrom('user')
    .select(({ fn }) => ['suffix', fn.countAll().as('users')])
    .groupBy('suffix')
    .execute()
  const users = new Map(counts.map((row) => [row.suffix, Number(row.users)]))
  return suffixes.map((suffix, place) => ({ suffix, isDefault: place === 0, users: users.get(suffix) ?? 0 }))
}

/** The suffix of a login name, as it is compared. */
export const suffixOf = (name: string) => name.slice(name.lastIndexOf('@') + 1)

/**
 * Refuses what is no suffix of this tenant, under the lock. A domain whose people are sent to an identity provider is one by that.
 */
export async function refuseSuffix(tx: Write['tx'], name: string): Promise<void> {
  const suffix = suffixOf(name).toLowerCase()
  const known = await suffixesInOrder(tx)
  if (known.includes(suffix)) return
  const routed = await tx
    .selectFrom('routing_rule')
    .select('domain')
    .where('domain', '=', suffix)
    .executeTakeFirst()
  if (routed && suffix !== '') return
  const [first = '', ...others] = known.slice(0, 5)
  const choice = known.length > 5 ? `${first} or another one of Settings` : [first, ...others].join(' or ')
  throw fieldProblem('invalid_fields', [
    { path: 'account.name', message: `${suffix} is no login suffix of this tenant. Use ${choice}.` },
  ])
}

/** Until the transaction ends nobody adds or removes one, and no login name is judged elsewhere. */
export const lockSuffixes = ({ tx, tenant }: Write) => tenant.database.lock(tx, 'user-names')

type Change = { by: Author; suffix: string }

export const addSuffix = (tenant: Tenant, { by, suffix: sent }: Change): Promise<string> => {
  const suffix = parsed(loginSuffix, sent, ['suffix'])
  return changing(tenant, by, async (write) => {
    const { tx } = write
    const held = await suffixesInOrder(tx)
    if (held.includes(suffix)) throw wrong('taken', `${suffix} is a login suffix already.`)
    if (held.length >= most) throw wrong('invalid_fields', `A tenant has ${most} login suffixes at most.`)
    const row = { suffix, created_at: tenant.clock(), is_default: held.length === 0 ? 1 : 0 }
    await tx.insertInto('login_suffix').values(row).execute()
    await record(write, 'Create', suffix, `Login suffix ${suffix} added`)
    return suffix
  })
}

const most = 200

export const makeDefaultSuffix = (tenant: Tenant, { by, suffix: sent }: Change): Promise<void> =>
  changing(tenant, by, async (write) => {
    const { tx } = write
    const suffix = await takeSuffix(write, sent)
    await tx.updateTable('login_suffix').set({ is_default: 0 }).where('is_default', '=', 1).execute()
    await tx.updateTable('login_suffix').set({ is_default: 1 }).where('suffix', '=', suffix).execute()
    await record(write, 'Modify', suffix, `Login suffix ${suffix} made the default`)
  })

export const removeSuffix = (tenant: Tenant, { by, suffix: sent }: Change): Promise<void> =>
  changing(tenant, by, async (write) => {
    const { tx } = write
    const suffix = await takeSuffix(write, sent)
    if ((await suffixesInOrder(tx))[0] === suffix)
      throw new Problem('invalid_request', `${suffix} is the default. Make another one the default first.`)
    const user = await tx
      .selectFrom('user')
      .select('name')
      .where('suffix', '=', suffix)
      .limit(1)
      .executeTakeFirst()
    if (user)
      throw new Problem(
        'invalid_request',
        `${suffix} is in use: ${user.name} signs in with it. Rename or delete the users who have it first.`,
      )
    await tx.deleteFrom('login_suffix').where('suffix', '=', suffix).execute()
    await record(write, 'Delete', suffix, `Login suffix ${suffix} removed`)
  })

/** One change at a time, and none while a login name is judged. */
const changing = <Result>(
  tenant: Tenant,
  by: Author,
  change: (write: Write) => Promise<Result>,
): Promise<Result> =>
  tenant.database.write(async (tx) => {
    const write = { tx, tenant, by }
    await lockSuffixes(write)
    return change(write)
  })

async function takeSuffix({ tx }: Write, sent: string): Promise<string> {
  const suffix = sent.trim().toLowerCase()
  if (!(await suffixesInOrder(tx)).includes(suffix)) throw notThere(`login suffix ${sent}`)
  return suffix
}

async function record(
  { tx, tenant, by }: Write,
  what: 'Create' | 'Modify' | 'Delete',
  suffix: string,
  why: string,
): Promise<void> {
  const type: EventType = `Cloud.Core.LoginSuffix.${what}`
  const object = { type: 'tenant' as const, id: tenant.id, name: tenant.id }
  await recordEvents(tx, tenant, [
    { by, at: tenant.clock(), event: { type, object, detail: { suffix, why } } },
  ])
}

const wrong = (code: 'invalid_fields' | 'taken', message: string) =>
  fieldProblem(code, [{ path: 'suffix', message }])
