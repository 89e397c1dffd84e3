import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** Whether a tenant holds more than it makes for itself and the accounts of its administrators. */
export async function holdsOthers(db: Kysely<Tables>): Promise<boolean> {
  const found = await Promise.all([
    db.selectFrom('application').select('id').where('built_in', '=', 0).limit(1).execute(),
    db.selectFrom('role').select('id').where('built_in', '=', 0).limit(1).execute(),
    db.selectFrom('group').select('id').limit(1).execute(),
    db
      .selectFrom('user')
      .select('id')
      .where('id', 'not in', (where) =>
        where.selectFrom('role_member').select('member_id').where('role_id', '=', 'sysadmin'),
      )
      .limit(1)
      .execute(),
  ])
  return found.some((rows) => rows.length > 0)
}
