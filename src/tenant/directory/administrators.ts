import type { Kysely } from 'kysely'
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
  const { tx } = write
  await lockMemberships(write)
  const before = await hasEnabledAdministrator(tx)
  const result = await change()
  if (before && !(await hasEnabledAdministrator(tx)))
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

async function hasEnabledAdministrator(tx: Write['tx']): Promise<boolean> {
  const roles = await rolesBelow(tx, 'sysadmin')
  const found = await tx
    .selectFrom('user')
    .select('id')
    .where('state', '=', 'None')
    .where('oauth_client', '=', 0)
    .where((where) =>
      where.or([
        ...(roles.includes('everybody') ? [where('in_everybody', '=', 1)] : []),
        where('id', 'in', usersIn(where, { roles })),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
