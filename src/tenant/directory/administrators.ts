import { sql, type Kysely } from 'kysely'
import { cloudDirectory } from '#schema/directoryService.ts'
import type { Actor } from '../actor.ts'
import { Problem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'
import { standingOf } from './rightsOf.ts'
import { rolesBelow } from './roleTree.ts'
import { usersIn } from './usersIn.ts'

/**
 * Makes a change that could leave the tenant without anybody who may do everything, and refuses it then (RT-03). The lock lets one such
 * change pass at a time, so two administrators cannot remove each other (NT-64).
 */
export async function keepingAnAdministrator<Result>(
  write: Write,
  change: () => Promise<Result>,
): Promise<Result> {
  await lockMemberships(write)
  const before = await hasEnabledAdministrator(write)
  const result = await change()
  if (before && !(await hasEnabledAdministrator(write)))
    throw new Problem(
      'invalid_request',
      'This would leave the tenant without an enabled System Administrator. Make somebody else one first.',
    )
  return result
}

/** Taken before the lock of any single role or user. */
export const lockMemberships = ({ tx, tenant }: Write) => tenant.database.lock(tx, 'memberships')

/** Accounts of System Administrators are changed by their own kind only (contract.md 6.2). */
export async function refuseAdministratorAccount(
  db: Kysely<Tables>,
  actor: Actor,
  userId: string,
): Promise<void> {
  if (actor.systemAdministrator) return
  const standing = await standingOf(db, userId)
  if (standing?.systemAdministrator)
    throw new Problem(
      'forbidden',
      `${standing.user.name} is a System Administrator. Only System Administrators change this account.`,
    )
}

/** One who can sign in here, whatever becomes of other directories. */
export const hasEnabledAdministrator = async ({ tx, tenant }: Pick<Write, 'tx' | 'tenant'>) =>
  (await enabledAdministrators(tx, { now: tenant.clock(), most: 1 })) > 0

/** How many such there are, counted up to `most`. */
export async function enabledAdministrators(
  db: Kysely<Tables>,
  { now, most }: { now: number; most: number },
): Promise<number> {
  const roles = await rolesBelow(db, 'sysadmin')
  const found = await db
    .selectFrom('user')
    .select('user.id')
    // From the few members to their accounts: an index over states or directories would lead through everybody
    .where(sql`coalesce(state, '')`, '=', 'None')
    .where(sql`coalesce(oauth_client, 1)`, '=', 0)
    .where(sql`coalesce(directory_id, '')`, '=', cloudDirectory)
    .where((where) =>
      where.exists(
        where
          .selectFrom('credential')
          .select('credential.id')
          .where('owner_type', '=', 'user')
          .whereRef('owner_id', '=', 'user.id')
          .where((each) => each.or([each('expires_at', 'is', null), each('expires_at', '>', now)])),
      ),
    )
    .where((where) =>
      where.or([
        ...(roles.includes('everybody') ? [where('in_everybody', '=', 1)] : []),
        where('user.id', 'in', usersIn(where, { roles })),
      ]),
    )
    .limit(most)
    .execute()
  return found.length
}
