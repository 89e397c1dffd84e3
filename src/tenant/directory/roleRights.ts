import { builtInRoleRights, rights as rightNames, type Right } from '#schema/right.ts'
import { Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { takeRole, type StoredRole } from './readRole.ts'
import { recordHolderChange } from './recordHolderChange.ts'

type Change = { roleId: string; rights: readonly Right[] }

/** Gives rights to a role; those that it holds already stay. Whether the author may is judged before (grantable.ts). */
export async function assignRights(write: Write, { roleId, rights }: Change): Promise<void> {
  const before = await takeRole(write, roleId)
  const given = rights.filter((right) => !before.config.rights.rights.includes(right))
  if (given.length === 0) return
  await changeRights(write, { before, given, taken: [] })
  await recordHolderChange(write, {
    type: 'role',
    before,
    why: rightsWhy({ given, taken: [] }).join(),
    detail: rightsDetail({ given, taken: [] }),
  })
}

/** Takes rights from a role; those that it does not hold are passed over. */
export async function unassignRights(write: Write, { roleId, rights }: Change): Promise<void> {
  const before = await takeRole(write, roleId)
  const taken = rights.filter((right) => before.config.rights.rights.includes(right))
  if (taken.length === 0) return
  await changeRights(write, { before, given: [], taken })
  await recordHolderChange(write, {
    type: 'role',
    before,
    why: rightsWhy({ given: [], taken }).join(),
    detail: rightsDetail({ given: [], taken }),
  })
}

type RightsChange = { given: readonly Right[]; taken: readonly Right[] }

/** Writes the rows of rights; the version is the caller's. */
export async function changeRights(
  { tx }: Write,
  { before: { row }, given, taken }: RightsChange & { before: StoredRole },
): Promise<void> {
  refuseFixed(row)
  if (given.length > 0)
    await tx
      .insertInto('role_right')
      .values(given.map((right) => ({ role_id: row.id, right_file: right })))
      .execute()
  if (taken.length > 0)
    await tx.deleteFrom('role_right').where('role_id', '=', row.id).where('right_file', 'in', taken).execute()
}

/** "Rights given: Report Management", "Rights taken: Role Management" */
export const rightsWhy = ({ given, taken }: RightsChange): string[] => [
  ...(given.length > 0 ? [`Rights given: ${inWords(given)}`] : []),
  ...(taken.length > 0 ? [`Rights taken: ${inWords(taken)}`] : []),
]

/** What the event says of them. */
export const rightsDetail = ({ given, taken }: RightsChange) => ({
  ...(given.length > 0 && { given }),
  ...(taken.length > 0 && { taken }),
})

function refuseFixed({ id, name }: { id: string; name: string }): void {
  if (id in builtInRoleRights)
    throw new Problem(
      'invalid_request',
      `The rights of ${name} are fixed. Make another role for other rights.`,
    )
}

const inWords = (rights: readonly Right[]) => rights.map((right) => rightNames[right]).join(', ')
