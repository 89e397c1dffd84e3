import { equal } from '#schema/change.ts'
import { groupConfig } from '#schema/group/index.ts'
import { nameTaken, uniqueName } from '../object/uniqueName.ts'
import { parsed } from '../problem.ts'
import type { Write } from '../write.ts'
import { recordHolderChange } from './recordHolderChange.ts'
import { takeGroup } from './readGroup.ts'
import { refusePrincipalName } from './refusePrincipalName.ts'
import { nameKey } from '#schema/nameKey.ts'
import { sortKey } from '#schema/sortKey.ts'

type Change = {
  id: string
  name?: string | null | undefined
  description?: string | null | undefined
  expectedVersion?: number | undefined
}

/** Renames or describes a group; what is not given stays. With `expectedVersion` a stale edit is refused (CF-01). */
export async function updateGroup(
  write: Write,
  { id, name, description, expectedVersion }: Change,
): Promise<void> {
  const before = await takeGroup(write, id, expectedVersion)
  const held = before.config.description
  const { description: changed } = parsed(groupConfig, {
    description: { name: name ?? held.name, description: description ?? held.description },
  })
  if (equal(changed, held)) return
  if (changed.name !== held.name) refusePrincipalName(changed.name)
  await uniqueName(
    () =>
      write.tx
        .updateTable('group')
        .set({ ...changed, name_key: nameKey(changed.name), sort_key: sortKey(changed.name) })
        .where('id', '=', id)
        .execute(),
    nameTaken('group', changed.name),
  )
  await recordHolderChange(write, { type: 'group', before, why: 'Changed' })
}
