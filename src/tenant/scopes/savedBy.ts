import type { Kysely } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** Who saved something, and when. */
type Saved = { who: string; at: number } | null

/** Versions of an application that are looked through. */
const mostVersions = 50

type Config = {
  scope?: { scopes?: { name: string; patterns?: string[] }[] }
  userAccess?: { grants?: { type: string; id: string; rights: string[] }[] }
}

/** Who made the scopes and permissions of some applications what they are: the oldest version from which on they were so without a break. */
export async function savedBy(db: Kysely<Tables>, applicationIds: readonly string[]) {
  const versions = new Map<string, { who: string; at: number; after: Config }[]>()
  for (const id of new Set(applicationIds)) {
    const rows = await db
      .selectFrom('object_version')
      .select(['actor_name', 'at', 'after'])
      .where('object_type', '=', 'application')
      .where('object_id', '=', id)
      .orderBy('version', 'desc')
      .limit(mostVersions)
      .execute()
    versions.set(
      id,
      rows.map(({ actor_name, at, after }) => ({
        who: actor_name,
        at,
        after: JSON.parse(after ?? '{}') as Config,
      })),
    )
  }
  const sinceWhen = (id: string, state: (config: Config) => string | undefined): Saved => {
    const held = versions.get(id) ?? []
    const now = held[0] && state(held[0].after)
    if (now === undefined) return null
    const changed = held.findIndex(({ after }) => state(after) !== now)
    const from = held[changed === -1 ? held.length - 1 : changed - 1]
    return from ? { who: from.who, at: from.at } : null
  }
  return {
    scope: (id: string, name: string) =>
      sinceWhen(id, ({ scope }) => {
        const found = scope?.scopes?.find((each) => each.name === name)
        return found && JSON.stringify(found.patterns ?? [])
      }),
    run: (id: string, principal: { type: string; id: string }) =>
      sinceWhen(id, ({ userAccess }) => {
        const found = userAccess?.grants?.find(
          (each) => each.type === principal.type && each.id === principal.id && each.rights.includes('Run'),
        )
        return found && 'Run'
      }),
  }
}
