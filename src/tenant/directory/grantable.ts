import type { Kysely } from 'kysely'
import { rights as rightNames, type Right } from '#schema/right.ts'
import type { Actor } from '../actor.ts'
import { Problem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import { rightsOfRoles, rolesAbove, rolesThroughGroup } from './roleTree.ts'

type Giver = Pick<Actor, 'name' | 'rights' | 'systemAdministrator'>

/** Nobody gives or takes what they do not hold (tenant-api.md 6.2, AZ-05). */
export function refuseUnheld(actor: Giver, rights: readonly Right[]): void {
  if (actor.systemAdministrator) return
  const unheld = rights.filter((right) => !actor.rights.has(right))
  if (unheld.length === 0) return
  const names = unheld.map((right) => rightNames[right]).join(', ')
  throw new Problem(
    'forbidden',
    `${actor.name} cannot give or take rights without holding them: ${names}. A System Administrator can.`,
  )
}

/** Membership gives the rights of the role and of all roles that contain it. */
export const refuseMembership = async (db: Kysely<Tables>, actor: Giver, roleId: string): Promise<void> =>
  refuseRoles(db, actor, await rolesAbove(db, roleId))

/** The same for membership of a group, which gives the rights of the roles that it is in (NT-38). */
export const refuseGroupMembership = async (
  db: Kysely<Tables>,
  actor: Giver,
  groupId: string,
): Promise<void> => refuseRoles(db, actor, await rolesThroughGroup(db, groupId))

async function refuseRoles(db: Kysely<Tables>, actor: Giver, roleIds: readonly string[]): Promise<void> {
  const { rights, systemAdministrator } = await rightsOfRoles(db, roleIds)
  if (systemAdministrator && !actor.systemAdministrator)
    throw new Problem('forbidden', 'Only System Administrators change who is a System Administrator.')
  refuseUnheld(actor, rights)
}
