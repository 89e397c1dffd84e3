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
  const below = (await Promise.all(idsOf('Role').map((id) => rolesBelow(tx, id)))).flat()
  for (const [table, why] of [
    ['group_mapping', 'Remove the row first.'],
    ['federated_member', 'Take the people out of the group first.'],
  ] as const) {
    const found = await tx
      .selectFrom(table)
      .innerJoin('identity_provider', 'identity_provider.id', `${table}.identity_provider_id`)
      .innerJoin('group', 'group.id', `${table}.group_id`)
      .where((where) =>
        where.or([
          where('group.id', 'in', ['', ...idsOf('Group')]),
          where(
            'group.id',
            'in',
            where
              .selectFrom('role_member')
              .select('member_id')
              .where('member_type', '=', 'Group')
              .where('role_id', 'in', ['', ...below]),
          ),
        ]),
      )
      .select(['group.name as group', 'identity_provider.name as provider'])
      .limit(1)
      .executeTakeFirst()
    if (found)
      throw new Problem(
        'invalid_request',
        `Group Mappings of ${found.provider} lead to ${found.group}, and no identity provider makes System Administrators. ${why}`,
      )
  }
}
