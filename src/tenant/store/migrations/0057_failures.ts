import { sql, type Kysely } from 'kysely'

/** Refusals are found among all events, those of one application among all refusals. No other event has an index more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const refused = sql`event_type in ('Cloud.Core.LoginFail', 'Cloud.OAuth2.Token.Refused',
    'Cloud.OAuth2.Authorize.Refused', 'Cloud.OAuth2.EndSession.Refused', 'Cloud.OAuth2.Introspect.Refused',
    'Cloud.OAuth2.Revoke.Refused', 'Cloud.OAuth2.UserInfo.Refused', 'Cloud.Core.Api.Refused')`
  await sql`create index event_refused on event (number) where ${refused}`.execute(db)
  await sql`create index event_refused_by on event (application_id, number) where ${refused}`.execute(db)
}
