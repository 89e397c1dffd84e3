import type { Result } from '#console/api/call.ts'
import { rightAt, rights, type Right } from '#schema/right.ts'
import type { RoleConfig } from '#schema/role/index.ts'

export type Role = NonNullable<Result<'getRole'>>

/** The settings of a role from the two calls that tell them. */
export function savedRole({ Name, Description }: Role, assigned: Result<'getAssignedRights'>): RoleConfig {
  const held = assigned.Results.flatMap(({ Row }) => rightAt(Row.Path) ?? [])
  return { description: { name: Name, description: Description }, rights: { rights: inOrder(held) } }
}

/** As the setting keeps them: in the order of its options, so that the same rights are the same list. */
const inOrder = (held: Right[]) => (Object.keys(rights) as Right[]).filter((right) => held.includes(right))
