import { rights as rightNames, type Right } from '#schema/right.ts'
import { Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { takeRole } from './readRole.ts'
import { recordRoleChange } from './roleVersion.ts'

type Change = { roleId: string; rights: readonly Right[] }

/** Gives rights to a role; those that it holds already stay. Whether the author may is judged before (grantable.ts). */
export async function assignRights(write: Write, { roleId, rights }: Change): Promise<void> {
  const before = await takeRole(write, roleId)
  const fresh = rights.filter((right) => !before.config.rights.rights.includes(right))
  if (fresh.length === 0) return
  refuseFixed(before.row)
  await write.tx
    .insertInto('role_right')
    .values(fresh.map((right) => ({ role_id: roleId, right_file: right })))
    .execute()
  await recordRoleChange(write, { before, why: `Rights given: ${inWords(fresh)}`, detail: { given: fresh } })
}

/** Takes rights from a role; those that it does not hold are passed over. */
export async function unassignRights(write: Write, { roleId, rights }: Change): Promise<void> {
  const before = await takeRole(write, roleId)
  const gone = rights.filter((right) => before.config.rights.rights.includes(right))
  if (gone.length === 0) return
  refuseFixed(before.row)
  await write.tx
    .deleteFrom('role_right')
    .where('role_id', '=', roleId)
    .where('right_file', 'in', gone)
    .execute()
  await recordRoleChange(write, { before, why: `Rights taken: ${inWords(gone)}`, detail: { taken: gone } })
}

/** What these two may do is what their names say. */
function refuseFixed({ id, name }: { id: string; name: string }): void {
  if (id === 'sysadmin' || id === 'readonlyadmin')
    throw new Problem(
      'invalid_request',
      `The rights of ${name} are fixed. Make another role for other rights.`,
    )
}

const inWords = (rights: readonly Right[]) => rights.map((right) => rightNames[right]).join(', ')
