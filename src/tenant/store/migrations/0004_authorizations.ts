import type { Kysely } from 'kysely'

/**
 * What a person once allowed a client, with everything that came of it: code, refresh tokens and access tokens end together with it. Opaque
 * access tokens, and the scopes that people agreed to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('authorization')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) =>
      column.notNull().references('application.id').onDelete('cascade'),
    )
    .addColumn('user_id', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('session_mac', 'text')
    .addColumn('auth_time', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute()
  await schema.createIndex('authorization_user').on('authorization').column('user_id').execute()
  await schema.createIndex('authorization_session').on('authorization').column('session_mac').execute()
  await schema.createIndex('authorization_expires').on('authorization').column('expires_at').execute()

  // A code is good for a minute: none is worth carrying over
  await schema.dropTable('authorization_code').execute()
  await schema
    .createTable('authorization_code')
    .addColumn('code_mac', 'text', (column) => column.primaryKey())
    .addColumn('authorization_id', 'text', (column) =>
      column.notNull().references('authorization.id').onDelete('cascade'),
    )
    .addColumn('redirect_uri', 'text', (column) => column.notNull())
    .addColumn('nonce', 'text')
    .addColumn('code_challenge', 'text')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('consumed_at', 'bigint')
    .execute()
  await schema
    .createIndex('authorization_code_authorization')
    .on('authorization_code')
    .column('authorization_id')
    .execute()

  await schema
    .createTable('refresh_token')
    .addColumn('token_mac', 'text', (column) => column.primaryKey())
    .addColumn('authorization_id', 'text', (column) =>
      column.notNull().references('authorization.id').onDelete('cascade'),
    )
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('consumed_at', 'bigint')
    .execute()
  await schema
    .createIndex('refresh_token_authorization')
    .on('refresh_token')
    .column('authorization_id')
    .execute()

  await schema
    .createTable('opaque_token')
    .addColumn('token_mac', 'text', (column) => column.primaryKey())
    .addColumn('claims', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('opaque_token_expires').on('opaque_token').column('expires_at').execute()

  await schema
    .createTable('consent')
    .addColumn('application_id', 'text', (column) =>
      column.notNull().references('application.id').onDelete('cascade'),
    )
    .addColumn('user_id', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('given_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('consent_key', ['application_id', 'user_id', 'client_id'])
    .execute()
  await schema.createIndex('consent_user').on('consent').column('user_id').execute()
}
