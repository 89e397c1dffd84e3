import type { Transaction } from 'kysely'
import { fieldProblem } from '../problem.ts'
import type { Tables } from '../store/tables.ts'

/** The user that guided setup was pointed to: an active confidential client. */
export async function existingUser(
  tx: Transaction<Tables>,
  id: string,
): Promise<{ id: string; name: string }> {
  const user = await tx
    .selectFrom('user')
    .select(['id', 'name', 'oauth_client', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!user) throw at('existingUser', 'This user is gone. Choose another.')
  if (user.oauth_client !== 1)
    throw at(
      'existingUser',
      `${user.name} is not marked as OAuth confidential client. Mark it on its Status, or choose another.`,
    )
  if (user.state !== 'None')
    throw at('existingUser', `${user.name} is not active. Activate it, or choose another.`)
  return { id: user.id, name: user.name }
}

/** The role that guided setup was pointed to. */
export async function existingRole(
  tx: Transaction<Tables>,
  id: string,
): Promise<{ id: string; name: string }> {
  const role = await tx.selectFrom('role').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
  if (!role) throw at('existingRole', 'This role is gone. Choose another.')
  return role
}

const at = (field: string, message: string) =>
  fieldProblem('invalid_fields', [{ path: `confidentialClient.${field}`, message }])
