import { sql, type Kysely } from 'kysely'

/** The sign-ins of a user are found among all events. Of those alone, so that no other event has an index more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index event_sign_in on event (actor_id, number)
    where event_type in ('Cloud.Core.Login', 'Cloud.Core.LoginFail')`.execute(db)
}
