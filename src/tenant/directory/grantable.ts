import type { Kysely } from 'kysely'
import { applicationRights, hasRight, isForUse, type ApplicationRight, type Grant } from '#schema/grant.ts'
import { rights as rightNames, type Right } from '#schema/right.ts'
import { holdsAny, type Actor } from '../actor.ts'
import { idsOf } from '../application/applicationsHeld.ts'
import { Problem } from '../problem.ts'
import { holdRecentProof } from '../recentProof.ts'
import type { Tables } from '../store/tables.ts'
import { rightsOfRoles, rolesAbove, rolesThroughGroup } from './roleTree.ts'

type Giver = Pick<
  Actor,
  'id' | 'name' | 'rights' | 'roleIds' | 'groupIds' | 'systemAdministrator' | 'proofIsOld'
>

/** Nobody gives or takes what they do not hold (contract.md 6.2, AZ-05). */
export function refuseUnheld(
  actor: Pick<Giver, 'name' | 'rights' | 'systemAdministrator'>,
  rights: readonly Right[],
): void {
  if (actor.systemAdministrator) return
  const unheld = rights.filter((right) => !actor.rights.has(right))
  if (unheld.length === 0) return
  const names = unheld.map((right) => rightNames[right]).join(', ')
  throw new Problem(
    'forbidden',
    `${actor.name} cannot give or take rights without holding them: ${names}. A System Administrator can.`,
  )
}

/** Membership gives the rights of the role and of all roles that contain it, and what applications permit them. */
export async function refuseMembership(db: Kysely<Tables>, actor: Giver, roleId: string): Promise<void> {
  const roles = await rolesAbove(db, roleId)
  await refuseRoles(db, actor, roles)
  await refusePermissions(db, actor, { Role: roles })
}

/** The same for membership of a group, which gives what it is permitted itself and what the roles give that it is in (NT-38). */
export async function refuseGroupMembership(
  db: Kysely<Tables>,
  actor: Giver,
  groupId: string,
): Promise<void> {
  const roles = await rolesThroughGroup(db, groupId)
  await refuseRoles(db, actor, roles)
  await refusePermissions(db, actor, { Role: roles, Group: [groupId] })
}

async function refuseRoles(db: Kysely<Tables>, actor: Giver, roleIds: readonly string[]): Promise<void> {
  const { rights, systemAdministrator } = await rightsOfRoles(db, roleIds)
  if (systemAdministrator && !actor.systemAdministrator)
    throw new Problem('forbidden', 'Only System Administrators change who is a System Administrator.')
  refuseUnheld(actor, rights)
  if (systemAdministrator || rights.length > 0) holdRecentProof(actor)
}

/** Rights to read, change, delete or pass on an application are not given or taken by whoever lacks them there (AZ-05). */
async function refusePermissions(
  db: Kysely<Tables>,
  actor: Giver,
  through: { Role: readonly string[]; Group?: readonly string[] },
): Promise<void> {
  const given = await permissionsOf(db, { User: [], Group: [], ...through })
  if (given.length === 0) return
  if (!holdsAny(actor, ['appman'])) await refuseUnheldPermissions(db, actor, given)
  holdRecentProof(actor)
}

async function refuseUnheldPermissions(
  db: Kysely<Tables>,
  actor: Giver,
  given: readonly Permission[],
): Promise<void> {
  const held = await permissionsOf(db, idsOf(actor))
  const unheld = given.find(
    ({ application_id: id, right }) =>
      !held.some((each) => each.application_id === id && each.right === right),
  )
  if (unheld)
    throw new Problem(
      'forbidden',
      `${actor.name} cannot give or take the right ${applicationRights[unheld.right].label} on an application without holding it there. ` +
        'The right Application Management is enough, too.',
    )
}

type Permission = { application_id: string; right: ApplicationRight }

async function permissionsOf(
  db: Kysely<Tables>,
  principals: Record<Grant['type'], readonly string[]>,
): Promise<Permission[]> {
  const rows = await db
    .selectFrom('application_grant')
    .select(['application_id', 'principal_type', 'principal_id', 'bits'])
    .where('principal_id', 'in', ['', ...Object.values(principals).flat()])
    .execute()
  return rows
    .filter((row) => principals[row.principal_type].includes(row.principal_id))
    .flatMap(({ application_id, bits }) =>
      powerful.filter((right) => hasRight(bits, right)).map((right) => ({ application_id, right })),
    )
}

/** Not what membership is for: that is using an application. */
const powerful = (Object.keys(applicationRights) as ApplicationRight[]).filter((right) => !isForUse(right))
