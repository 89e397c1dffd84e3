import { sql, type Kysely } from 'kysely'

/** Through which identity provider somebody came who allowed something: what came of it lives longer than the session, and ends with the provider. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.alterTable('authorization').addColumn('identity_provider_id', 'text').execute()
  const table = sql.table('authorization')
  await sql`update ${table} set identity_provider_id = (
    select identity_provider_id from login_session where login_session.session_mac = ${sql.ref('authorization.session_mac')}
  ) where session_mac is not null`.execute(db)
  await sql`create index authorization_through on ${table} (identity_provider_id) where identity_provider_id is not null`.execute(
    db,
  )
}
