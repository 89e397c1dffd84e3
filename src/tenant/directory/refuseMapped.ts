import { Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { rolesBelow } from './roleTree.ts'

/** No identity provider makes System Administrators: a group that Group Mappings lead to does not become a member, itself or inside a role. */
export async function refuseMapped(
  tx: Write['tx'],
  members: readonly { type: 'User' | 'Group' | 'Role'; id: string }[],
): Promise<void> {
  const idsOf = (wanted: 'Group' | 'Role') =>
    members.filter(({ type }) => type === wanted).map(({ id }) => id)
  const below = await rolesBelow(tx, idsOf('Role'))
  const inRoles = tx
    .selectFrom('role_member')
    .select('member_id')
    .where('member_type', '=', 'Group')
    .where('role_id', 'in', ['', ...below])
  const groups = tx
    .selectFrom('group')
    .select(['id', 'name'])
    .where((where) => where.or([where('id', 'in', ['', ...idsOf('Group')]), where('id', 'in', inRoles)]))
    .as('joining')
  const byAll = await tx
    .selectFrom('global_group_mapping')
    .innerJoin(groups, 'joining.id', 'group_id')
    .select('joining.name as group')
    .limit(1)
    .executeTakeFirst()
  if (byAll) throw leads('for all', { group: byAll.group, cure: 'Remove the row first.' })
  for (const [table, cure] of [
    ['group_mapping', 'Remove the row first.'],
    ['federated_member', 'Take the people out of the group first.'],
  ] as const) {
    const found = await tx
      .selectFrom(table)
      .innerJoin('identity_provider', 'identity_provider.id', `${table}.identity_provider_id`)
      .innerJoin(groups, 'joining.id', `${table}.group_id`)
      .select(['joining.name as group', 'identity_provider.name as provider'])
      .limit(1)
      .executeTakeFirst()
    if (found) throw leads(`of ${found.provider}`, { group: found.group, cure })
  }
}

const leads = (whose: string, { group, cure }: { group: string; cure: string }) =>
  new Problem(
    'invalid_request',
    `Group Mappings ${whose} lead to ${group}, and no identity provider makes System Administrators. ${cure}`,
  )
