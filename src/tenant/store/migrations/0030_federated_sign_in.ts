import type { Kysely } from 'kysely'

/** Who is sent to which identity provider, who came back from one, and what they are here by that. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('routing_rule')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('identity_provider_id', 'text', (column) =>
      column.notNull().references('identity_provider.id').onDelete('cascade'),
    )
    .addColumn('domain', 'text', (column) => column.notNull())
    .addColumn('user_agent', 'text', (column) => column.notNull())
    // A rule whose role is gone would catch everybody: deleteRole refuses that
    .addColumn('role_id', 'text', (column) => column.references('role.id'))
    .addColumn('enabled', 'integer', (column) => column.notNull())
    .execute()
  await schema
    .createTable('routing_list')
    .addColumn('row', 'integer', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute()
  await schema
    .createTable('identity_link')
    .addColumn('identity_provider_id', 'text', (column) =>
      column.notNull().references('identity_provider.id').onDelete('cascade'),
    )
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('linked_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('identity_link_key', ['identity_provider_id', 'issuer', 'subject'])
    .execute()
  // An account is one person of an identity provider, also when two come at once
  await schema
    .createIndex('identity_link_of')
    .on('identity_link')
    .columns(['user_id', 'identity_provider_id'])
    .unique()
    .execute()
  await schema
    .createTable('answered_sign_in')
    .addColumn('state_mac', 'text', (column) => column.primaryKey())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('answered_sign_in_expiry').on('answered_sign_in').column('expires_at').execute()
  await schema
    .createTable('federated_member')
    .addColumn('identity_provider_id', 'text', (column) =>
      column.notNull().references('identity_provider.id').onDelete('cascade'),
    )
    .addColumn('group_id', 'text', (column) => column.notNull().references('group.id').onDelete('cascade'))
    .addColumn('user_id', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('federated_member_key', ['user_id', 'identity_provider_id', 'group_id'])
    .execute()
  await schema.createIndex('federated_member_of').on('federated_member').column('group_id').execute()
  // Whether somebody put the user in by hand; else an identity provider says so
  await schema
    .alterTable('group_member')
    .addColumn('by_hand', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  await schema.alterTable('login_session').addColumn('identity_provider_id', 'text').execute()
  await schema.alterTable('login_session').addColumn('proved_at', 'bigint').execute()
}
