import type { Kysely } from 'kysely'
import type { Grant } from '#schema/grant.ts'
import { rolesBelow } from '../directory/roleTree.ts'
import { usersIn } from '../directory/usersIn.ts'
import type { Tables } from '../store/tables.ts'

/** The confidential clients that these permissions let run the application, themselves or through groups and roles: the first of them by name, and how many there are. Each is asked of the database when it is called. */
export async function permittedClients(db: Kysely<Tables>, grants: readonly Grant[]) {
  const running = grants.filter(({ rights }) => rights.includes('Run'))
  const idsOf = (type: Grant['type']) => running.filter((grant) => grant.type === type).map(({ id }) => id)
  const roles = await rolesBelow(db, idsOf('Role'))
  const permitted = db
    .selectFrom('user')
    .where('oauth_client', '=', 1)
    .where((where) =>
      where.or([
        where('id', 'in', ['', ...idsOf('User')]),
        where('id', 'in', usersIn(where, { roles, groups: idsOf('Group') })),
      ]),
    )
  return {
    first: (most: number) =>
      permitted.select(['id', 'name', 'state']).orderBy('sort_key').limit(most).execute(),
    count: async () =>
      (await permitted.select((each) => each.fn.countAll<number>().as('count')).executeTakeFirstOrThrow())
        .count,
  }
}
