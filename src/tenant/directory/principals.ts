import type { Kysely } from 'kysely'
import { notThere } from '../problem.ts'
import type { Tables } from '../store/tables.ts'
import type { Member } from './roleMembers.ts'
import { nameKey } from '#schema/nameKey.ts'

/** Members as calls name them: ids or names (contract.md 5). */
export type Named = {
  Users?: string[] | undefined
  Groups?: string[] | undefined
  Roles?: string[] | undefined
}

/** Who is meant. Throws a Problem for somebody that there is not; `known: 'only'` passes over them instead. */
export async function membersNamed(
  db: Kysely<Tables>,
  { Users = [], Groups = [], Roles = [] }: Named,
  { known }: { known: 'all' | 'only' },
): Promise<Member[]> {
  const members: Member[] = []
  const named = { user: Users, group: Groups, role: Roles }
  for (const [table, type] of [
    ['user', 'User'] as const,
    ['group', 'Group'] as const,
    ['role', 'Role'] as const,
  ]) {
    for (const name of new Set(named[table])) {
      const id = await idOf(db, table, name)
      if (id !== undefined) members.push({ type, id })
      else if (known === 'all') throw notThere(`${table} ${name}`, 'Nothing was changed.')
    }
  }
  return members
}

/** The id of a group, from its id or its name; undefined when there is none. */
export const findGroup = (db: Kysely<Tables>, name: string) => idOf(db, 'group', name)

/** The same, or a Problem. */
export const userNamed = (db: Kysely<Tables>, name: string) => knownId(db, 'user', name)
export const roleNamed = (db: Kysely<Tables>, name: string) => knownId(db, 'role', name)
export const groupNamed = (db: Kysely<Tables>, name: string) => knownId(db, 'group', name)

async function knownId(db: Kysely<Tables>, table: 'user' | 'role' | 'group', name: string): Promise<string> {
  const id = await idOf(db, table, name)
  if (id === undefined) throw notThere(`${table} ${name}`)
  return id
}

async function idOf(
  db: Kysely<Tables>,
  table: 'user' | 'role' | 'group',
  name: string,
): Promise<string | undefined> {
  const found = await db
    .selectFrom(table)
    .select('id')
    .where((where) => where.or([where('id', '=', name), where('name_key', '=', nameKey(name))]))
    .execute()
  return (found.find(({ id }) => id === name) ?? found[0])?.id
}
