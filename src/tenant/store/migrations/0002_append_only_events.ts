import { sql, type Kysely } from 'kysely'

/** AU-02: what was recorded is never updated or deleted. */
export async function up(db: Kysely<unknown>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const statements = kind === 'sqlite' ? forSqlite : forPostgres
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const forSqlite = ['update', 'delete'].map(
  (action) =>
    `create trigger event_no_${action} before ${action} on event begin select raise(abort, 'events are append-only'); end`,
)

const forPostgres = [
  `create function refuse_event_change() returns trigger language plpgsql as
   $$ begin raise exception 'events are append-only'; end $$`,
  `create trigger event_append_only before update or delete on event for each row execute function refuse_event_change()`,
  `create trigger event_no_truncate before truncate on event for each statement execute function refuse_event_change()`,
]
