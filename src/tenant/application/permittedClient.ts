import type { Kysely } from 'kysely'
import type { Grant } from '#schema/grant.ts'
import { usersIn } from '../directory/usersIn.ts'
import type { Tables } from '../store/tables.ts'

/** A confidential client that these permissions let run the application, itself or as a member of a role or group; null for none. */
export async function permittedClient(db: Kysely<Tables>, grants: readonly Grant[]): Promise<string | null> {
  const running = grants.filter(({ rights }) => rights.includes('Run'))
  const idsOf = (type: Grant['type']) => running.filter((grant) => grant.type === type).map(({ id }) => id)
  const row = await db
    .selectFrom('user')
    .select('id')
    .where('oauth_client', '=', 1)
    .where((where) =>
      where.or([
        where('id', 'in', ['', ...idsOf('User')]),
        where('id', 'in', usersIn(where, { roles: idsOf('Role'), groups: idsOf('Group') })),
      ]),
    )
    .orderBy('sort_key')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
