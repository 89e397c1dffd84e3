import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { BulkAction, BulkType } from '#schema/bulk.ts'
import type { Actor } from '../actor.ts'
import type { Tables } from '../store/tables.ts'
import type { Write } from '../write.ts'

/** One of several objects that the same is done to, by somebody. */
export type Target = { id: string; actor: Actor; value: string }

/** What a noun can have done to several of its objects. A new noun brings one of these, and its call. */
export type Bulk<Type extends BulkType = BulkType> = {
  /** What it is called and which version it is; null for what is not there. */
  find(tx: Kysely<Tables>, id: string): Promise<{ name: string; version: number } | null>
  /** Each judges whether the author may. */
  actions: Record<BulkAction<Type>, (write: Write, target: Target) => Promise<unknown>>
  /** What depends on it, in words. */
  follows(write: Write, target: { id: string; action: BulkAction<Type> }): Promise<string[]>
  /** Brings back what the actions change, from the settings of an earlier version. Without, nothing but deleting can be done to it. */
  restore?(write: Write, target: Target & { settings: Settings; from: number }): Promise<unknown>
}

/** As a version keeps them. */
export type Settings = Record<string, Record<string, unknown>>

/** Rows of a table by which something depends on an object, and what one and several of them are called. */
type Dependent = { rows: RawBuilder<unknown>; one: string; many?: string }

/** "3 permissions on applications", "1 role"; nothing where there is none. */
export async function dependents(tx: Kysely<Tables>, of: readonly Dependent[]): Promise<string[]> {
  if (of.length === 0) return []
  const counts = of.map(({ rows }, at) => sql`(select count(*) from ${rows}) as ${sql.ref(`c${at}`)}`)
  const { rows } = await sql<Record<string, number>>`select ${sql.join(counts)}`.execute(tx)
  return of.flatMap(({ one, many = `${one}s` }, at) => {
    const count = rows[0]?.[`c${at}`] ?? 0
    return count === 0 ? [] : [`${count.toLocaleString('en')} ${count === 1 ? one : many}`]
  })
}

export const permissionsOf = (type: 'User' | 'Group' | 'Role', id: string): Dependent => ({
  rows: sql`application_grant where principal_type = ${type} and principal_id = ${id}`,
  one: 'permission on an application',
  many: 'permissions on applications',
})

export const rolesOf = (type: 'User' | 'Group', id: string): Dependent => ({
  rows: sql`role_member where member_type = ${type} and member_id = ${id}`,
  one: 'membership of a role',
  many: 'memberships of roles',
})
