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
  const mapped = await tx
    .selectFrom('group_mapping')
    .innerJoin('identity_provider', 'identity_provider.id', 'group_mapping.identity_provider_id')
    .innerJoin('group', 'group.id', 'group_mapping.group_id')
    .where((where) =>
      where.or([
        where('group_id', 'in', ['', ...idsOf('Group')]),
        where(
          'group_id',
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
  if (mapped)
    throw new Problem(
      'invalid_request',
      `Group Mappings of ${mapped.provider} lead to ${mapped.group}, and no identity provider makes System Administrators. Remove the row first.`,
    )
}
