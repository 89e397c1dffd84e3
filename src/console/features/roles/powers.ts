import { builtInRoles, rights, type Right } from '#schema/right.ts'

/** What whoever is in the role may do, in words; null where the role itself gives nothing. Roles that it is in are not looked at. */
export function powersOf({ id, held }: { id: string; held: readonly Right[] }): string | null {
  if (id === 'sysadmin') return `do everything in this tenant, as ${builtInRoles.sysadmin.name}`
  if (held.length === 0) return null
  return `use ${new Intl.ListFormat('en-GB').format(held.map((right) => `“${rights[right]}”`))}`
}
