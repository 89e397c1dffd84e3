import type { Kysely } from 'kysely'
import { objectTypes, type ObjectType } from '#schema/nouns.ts'
import type { Tables } from '../store/tables.ts'

const tables = {
  application: 'application',
  user: 'user',
  role: 'role',
  group: 'group',
  identityProvider: 'identity_provider',
  device: 'device',
} as const satisfies Record<ObjectType, keyof Tables>

type Named = { type: string | null; id: string | null }

/** Which of these objects exist still: one query a noun. */
export async function objectsThere(
  read: Kysely<Tables>,
  named: readonly Named[],
): Promise<(type: string | null, id: string | null) => boolean> {
  const there = new Set<string>()
  await Promise.all(
    objectTypes.map(async (noun) => {
      const ids = named.flatMap(({ type, id }) => (type === noun && id !== null ? [id] : []))
      if (ids.length === 0) return
      const rows = await read
        .selectFrom(tables[noun])
        .select('id')
        .where('id', 'in', [...new Set(ids)])
        .execute()
      for (const { id } of rows) there.add(`${noun} ${id}`)
    }),
  )
  return (type, id) => there.has(`${type} ${id}`)
}
