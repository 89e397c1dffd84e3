import type { Kysely } from 'kysely'

/** When somebody last came from each identity provider is one look, however many people it has. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createIndex('identity_link_last_used')
    .on('identity_link')
    .columns(['identity_provider_id', 'last_used_at'])
    .execute()
}
