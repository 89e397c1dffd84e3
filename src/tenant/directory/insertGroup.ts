import { randomUUID } from 'node:crypto'
import { cloudDirectory } from '#schema/directoryService.ts'
import { groupConfig, type GroupConfig } from '#schema/group/index.ts'
import { recordObject } from '../object/recordObject.ts'
import { nameTaken, uniqueName } from '../object/uniqueName.ts'
import { parsed } from '../problem.ts'
import type { Write } from '../write.ts'
import { refusePrincipalName } from './refusePrincipalName.ts'
import { nameKey } from '#schema/nameKey.ts'
import { sortKey } from '#schema/sortKey.ts'

/** Creates a group, which nobody is in yet. */
export async function insertGroup(
  write: Write,
  { config, directory = cloudDirectory }: { config: GroupConfig; directory?: string },
): Promise<string> {
  const { tx, tenant } = write
  const group = parsed(groupConfig, config)
  const { name, description } = group.description
  refusePrincipalName(name)
  const id = randomUUID()
  const at = tenant.clock()
  const keys = { name_key: nameKey(name), sort_key: sortKey(name) }
  const row = {
    id,
    name,
    ...keys,
    directory_id: directory,
    description,
    version: 1,
    created_at: at,
    updated_at: at,
  }
  await uniqueName(() => tx.insertInto('group').values(row).execute(), nameTaken('group', name))
  await recordObject(write, {
    type: 'group',
    id,
    name,
    version: 1,
    before: null,
    after: group,
    why: 'Created',
    at,
  })
  return id
}
