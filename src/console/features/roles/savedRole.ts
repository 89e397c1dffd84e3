import type { Params, Result } from '#console/api/call.ts'
import { rightAt, rightPath, rights, type Right } from '#schema/right.ts'
import type { RoleConfig } from '#schema/role/index.ts'

export type Role = Result<'getRole'>

export function savedRole({ Name, Description, Gatewright }: Role): RoleConfig {
  const held = Gatewright.Rights.flatMap((path) => rightAt(path) ?? [])
  return {
    description: { name: Name, description: Description },
    rights: { rights: inOrder(held) },
    signIn: { requiresFederation: Gatewright.RequiresFederation },
  }
}

export const roleRequest = (
  id: string,
  { description, rights: { rights }, signIn }: RoleConfig,
): Params<'updateRole'> => ({
  Name: id,
  NewName: description.name,
  Description: description.description,
  Gatewright: { Rights: rights.map(rightPath), RequiresFederation: signIn.requiresFederation },
})

/** As the setting keeps them: in the order of its options, so that the same rights are the same list. */
const inOrder = (held: Right[]) => (Object.keys(rights) as Right[]).filter((right) => held.includes(right))
