import type { Kysely } from 'kysely'

/** What a person is asked to prove again with: whose sign-in it has to be, and the ID token that names them to the tenant. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.alterTable('bff_sign_in').addColumn('confirms_user_id', 'text').execute()
  await schema.alterTable('bff_session').addColumn('sealed_id_token', 'text').execute()
}
