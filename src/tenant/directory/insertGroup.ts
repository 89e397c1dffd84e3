import { randomUUID } from 'node:crypto'
import { isUniqueViolation } from '#platform/database/database.ts'
import { groupConfig, type GroupConfig } from '#schema/group/index.ts'
import { recordChange } from '../audit/recordChange.ts'
import { fieldProblem, parsed } from '../problem.ts'
import type { Write } from '../write.ts'
import { refusePrincipalName } from './refusePrincipalName.ts'
import { nameKey } from '#schema/nameKey.ts'

/** Creates a group, which nobody is in yet. */
export async function insertGroup(
  { tx, tenant, by }: Write,
  { config }: { config: GroupConfig },
): Promise<string> {
  const group = parsed(groupConfig, config)
  const { name, description } = group.description
  refusePrincipalName(name)
  const id = randomUUID()
  const at = tenant.clock()
  try {
    await tx
      .insertInto('group')
      .values({ id, name, name_key: nameKey(name), description, version: 1, created_at: at, updated_at: at })
      .execute()
  } catch (error) {
    if (isUniqueViolation(error)) throw groupNameTaken(name)
    throw error
  }
  const object = { type: 'group' as const, id, name }
  await recordChange(
    { tx, tenant, by },
    {
      type: 'group',
      id,
      version: 1,
      before: null,
      after: group,
      why: 'Created',
      at,
    },
    { type: 'Cloud.Core.Group.Create', object },
  )
  return id
}

export const groupNameTaken = (name: string) =>
  fieldProblem('taken', [
    { path: 'description.name', message: `There is already a group ${name}. Choose another name.` },
  ])
