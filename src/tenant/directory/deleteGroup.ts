import { recordDeletion } from '../object/recordObject.ts'
import { Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { forgetPrincipal } from './forgetPrincipal.ts'
import { takeGroup } from './readGroup.ts'

/** Deletes a group with its memberships and permissions; its versions and events stay. Inside keepingAnAdministrator. */
export async function deleteGroup(write: Write, id: string): Promise<void> {
  const { tx } = write
  const { row, config } = await takeGroup(write, id)
  await refuseWhileMapped(write, { id, name: row.name })
  await forgetPrincipal(write, { type: 'Group', id, name: row.name })
  // Who is in it goes with it (foreign keys).
  await tx.deleteFrom('group').where('id', '=', id).execute()
  await recordDeletion(write, { type: 'group', id, name: row.name, stored: { version: row.version, config } })
}

/** FC-11: no row of Group Mappings may lead to a group that is gone. */
async function refuseWhileMapped({ tx }: Write, group: { id: string; name: string }): Promise<void> {
  const ofAll = await tx
    .selectFrom('global_group_mapping')
    .where('group_id', '=', group.id)
    .select('value')
    .orderBy('place')
    .limit(mostNamed)
    .execute()
  const rows = await tx
    .selectFrom('group_mapping')
    .innerJoin('identity_provider', 'identity_provider.id', 'group_mapping.identity_provider_id')
    .where('group_id', '=', group.id)
    .select(['identity_provider.name', 'value'])
    .orderBy('identity_provider.sort_key')
    .orderBy('place')
    .limit(mostNamed)
    .execute()
  const named = [
    ...rows.map(({ name, value }) => `“${value}” of ${name}`),
    ...ofAll.map(({ value }) => `“${value}” of all identity providers`),
  ]
  if (named.length === 0) return
  throw new Problem(
    'invalid_request',
    `Group Mappings lead to ${group.name}: ${named.join(', ')}. Remove these rows first.`,
  )
}

const mostNamed = 10
