import type { Kysely } from 'kysely'
import type { SecretHead, SecretOwner } from '#schema/secret.ts'
import type { Tables } from '../store/tables.ts'

/** What may be known of the secrets of an owner, oldest first; expired ones are among them. */
export async function secretsOf(db: Kysely<Tables>, { type, id }: SecretOwner): Promise<SecretHead[]> {
  const rows = await db
    .selectFrom('credential')
    .select(['id', 'label', 'created_at', 'expires_at', 'last_used_at'])
    .where('owner_type', '=', type)
    .where('owner_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }))
}
