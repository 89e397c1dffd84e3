import type { Kysely } from 'kysely'

/** Security devices with what they received, and leases for jobs that one node does at a time. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('device')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull().unique())
    .addColumn('sort_key', 'text', (column) => column.notNull())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('polling', 'integer', (column) => column.notNull())
    .addColumn('config', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
  await schema.createIndex('device_sort_key').on('device').column('sort_key').execute()
  await schema
    .createTable('device_health')
    .addColumn('device_id', 'text', (column) =>
      column.primaryKey().references('device.id').onDelete('cascade'),
    )
    .addColumn('next_poll_at', 'bigint', (column) => column.notNull())
    .addColumn('cursor', 'bigint', (column) => column.notNull())
    .addColumn('position', 'text')
    .addColumn('last_success_at', 'bigint')
    .addColumn('last_failure_at', 'bigint')
    .addColumn('failure', 'text')
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('newest_event_at', 'bigint')
    .addColumn('secret_expires_at', 'bigint')
    .execute()
  await schema.createIndex('device_health_next').on('device_health').column('next_poll_at').execute()
  await schema
    .createTable('device_event')
    .addColumn('device_id', 'text', (column) => column.notNull().references('device.id').onDelete('cascade'))
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('event_type', 'text', (column) => column.notNull())
    .addColumn('user_name', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('device_event_key', ['device_id', 'event_id'])
    .execute()
  await schema
    .createIndex('device_event_at')
    .on('device_event')
    .columns(['device_id', 'at', 'event_id'])
    .execute()
  await schema
    .createTable('device_hour')
    .addColumn('device_id', 'text', (column) => column.notNull().references('device.id').onDelete('cascade'))
    .addColumn('hour', 'bigint', (column) => column.notNull())
    .addColumn('events', 'bigint', (column) => column.notNull())
    .addColumn('longest_lag', 'bigint')
    .addPrimaryKeyConstraint('device_hour_key', ['device_id', 'hour'])
    .execute()
  await schema
    .createTable('lease')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()
}
