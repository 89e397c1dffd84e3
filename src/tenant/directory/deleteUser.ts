import { cloudDirectory } from '#schema/directoryService.ts'
import type { Row } from '../store/tables.ts'
import { recordDeletion } from '../object/recordObject.ts'
import type { Write } from '../write.ts'
import { forgetPrincipal } from './forgetPrincipal.ts'
import { takeUser } from './readUser.ts'
import type { Origin } from './restoreUser.ts'

/**
 * Deletes a user with its memberships, permissions, credentials, sessions and drafts; its versions and events stay. Whether the author may is
 * judged before; inside keepingAnAdministrator.
 */
export async function deleteUser(write: Write, id: string): Promise<void> {
  const { tx } = write
  const { row, config } = await takeUser(write, id)
  const origin = await originOf(write, row)
  await forgetPrincipal(write, { type: 'User', id, name: row.name })
  await tx.deleteFrom('credential').where('owner_type', '=', 'user').where('owner_id', '=', id).execute()
  // Sessions, sign-ins under way, codes and drafts go with it (foreign keys).
  await tx.deleteFrom('user').where('id', '=', id).execute()
  await recordDeletion(write, {
    type: 'user',
    id,
    name: row.name,
    stored: { version: row.version, config },
    ...(origin === null ? {} : { detail: { origin } }),
  })
}

/** Where somebody of another directory comes from, who is restored as that person (restoreUser.ts). */
async function originOf(
  { tx }: Write,
  { id, directory_id, external_id }: Row<'user'>,
): Promise<Origin | null> {
  if (directory_id === cloudDirectory || external_id === null) return null
  const links = await tx
    .selectFrom('identity_link')
    .select(['identity_provider_id as identityProvider', 'issuer', 'subject'])
    .where('user_id', '=', id)
    .orderBy('identity_provider_id')
    .execute()
  return { directory: directory_id, externalId: external_id, links }
}
