import { recordDeletion } from '../object/recordObject.ts'
import { Problem } from '../problem.ts'
import type { Write } from '../write.ts'
import { forgetPrincipal } from './forgetPrincipal.ts'
import { takeRole } from './readRole.ts'

/** Deletes a role with its memberships, rights and permissions; its versions and events stay. Inside keepingAnAdministrator. */
export async function deleteRole(write: Write, id: string): Promise<void> {
  const { tx } = write
  const { row, config } = await takeRole(write, id)
  if (row.built_in === 1)
    throw new Problem('invalid_request', `${row.name} is built in and cannot be deleted.`)
  await refuseWhileRouted(write, { id, name: row.name })
  await forgetPrincipal(write, { type: 'Role', id, name: row.name })
  // Its own members and rights go with it (foreign keys).
  await tx.deleteFrom('role').where('id', '=', id).execute()
  await recordDeletion(write, { type: 'role', id, name: row.name, stored: { version: row.version, config } })
}

/** Without its role a routing rule would catch everybody. */
async function refuseWhileRouted({ tx }: Write, role: { id: string; name: string }): Promise<void> {
  const rule = await tx
    .selectFrom('routing_rule')
    .innerJoin('identity_provider', 'identity_provider.id', 'routing_rule.identity_provider_id')
    .where('role_id', '=', role.id)
    .select('identity_provider.name')
    .executeTakeFirst()
  if (rule)
    throw new Problem(
      'invalid_request',
      `A routing rule sends the members of ${role.name} to ${rule.name}. Change or remove the rule first.`,
    )
}
