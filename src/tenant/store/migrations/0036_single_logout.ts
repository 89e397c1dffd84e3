import type { Kysely } from 'kysely'

/** The ID token of an identity provider, with which a session that began there is ended there as well. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('login_session').addColumn('sealed_id_token', 'text').execute()
}
