import { nameKey } from '#schema/nameKey.ts'
import type { Clue } from '#schema/find/clue.ts'
import type { Reading } from '../readRows.ts'
import { toUser, type FoundLink } from './link.ts'

/** Users whom a clue names, for who may look at users. */
export async function usersFound(
  { database: { read } }: Reading,
  { kind, value }: Clue,
): Promise<FoundLink[]> {
  if (!['anything', 'user', 'client'].includes(kind)) return []
  const users = await read
    .selectFrom('user')
    .select(['id', 'name'])
    .where((where) => where.or([where('id', '=', value), where('name_key', '=', nameKey(value))]))
    .limit(2)
    .execute()
  return users.map((user) =>
    toUser(
      user,
      user.id === value ? 'Its ID' : kind === 'client' ? 'The client, by its login name' : 'Its login name',
    ),
  )
}
