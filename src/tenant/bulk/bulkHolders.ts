import { sql } from 'kysely'
import { keepingAnAdministrator } from '../directory/administrators.ts'
import { deleteGroup } from '../directory/deleteGroup.ts'
import { deleteRole } from '../directory/deleteRole.ts'
import { refuseGroupMembership, refuseMembership } from '../directory/grantable.ts'
import { dependents, permissionsOf, rolesOf, type Bulk } from './bulk.ts'

// What users are in. The members lose what it gave them, so whoever deletes it may change who is in it.

export const bulkRoles: Bulk<'role'> = {
  find: async (tx, id) =>
    (await tx.selectFrom('role').select(['name', 'version']).where('id', '=', id).executeTakeFirst()) ?? null,
  actions: {
    delete: (write, { id, actor }) =>
      keepingAnAdministrator(write, async () => {
        await refuseMembership(write.tx, actor, id)
        await deleteRole(write, id)
      }),
  },
  follows: ({ tx }, { id }) =>
    dependents(tx, [
      { rows: sql`role_member where role_id = ${id}`, one: 'member' },
      { rows: sql`role_right where role_id = ${id}`, one: 'administrative right' },
      permissionsOf('Role', id),
    ]),
}

export const bulkGroups: Bulk<'group'> = {
  find: async (tx, id) =>
    (await tx.selectFrom('group').select(['name', 'version']).where('id', '=', id).executeTakeFirst()) ??
    null,
  actions: {
    delete: (write, { id, actor }) =>
      keepingAnAdministrator(write, async () => {
        await refuseGroupMembership(write.tx, actor, id)
        await deleteGroup(write, id)
      }),
  },
  follows: ({ tx }, { id }) =>
    dependents(tx, [
      { rows: sql`group_member where group_id = ${id}`, one: 'member' },
      rolesOf('Group', id),
      permissionsOf('Group', id),
    ]),
}
