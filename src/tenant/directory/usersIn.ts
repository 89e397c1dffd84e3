import type { ExpressionBuilder } from 'kysely'
import type { Tables } from '../store/tables.ts'

/**
 * A query for the ids of the users who are members of these roles and groups, themselves or through a group. Roles inside the roles are not looked into
 * (rolesBelow does that), and who is in Everybody stands with each user. Somebody may be in it twice: without twins SQLite would go through all members in order.
 */
export const usersIn = (
  where: ExpressionBuilder<Tables, 'user'>,
  { roles = [], groups = [] }: { roles?: readonly string[]; groups?: readonly string[] },
) =>
  where
    .selectFrom('role_member')
    .select('member_id as id')
    .where('member_type', '=', 'User')
    .where('role_id', 'in', ['', ...roles])
    .unionAll((query) =>
      query
        .selectFrom('group_member')
        .select('user_id as id')
        .where((member) =>
          member.or([
            member('group_id', 'in', ['', ...groups]),
            member(
              'group_id',
              'in',
              member
                .selectFrom('role_member')
                .select('member_id')
                .where('member_type', '=', 'Group')
                .where('role_id', 'in', ['', ...roles]),
            ),
          ]),
        ),
    )
