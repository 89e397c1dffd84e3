import { builtInRoles, rightPath, rights, type Right } from '#schema/right.ts'
import type { Result } from './call.ts'

/** Who is signed in, with the rights that the tenant says. The tenant judges every call itself; this only says early what it would refuse. */
export type Me = Pick<Result<'whoAmI'>, 'UserId' | 'Rights' | 'SystemAdministrator'>

/** As the rules see the person who saves something. */
export const editorOf = ({ Rights, SystemAdministrator }: Me) => ({
  rights: new Set((Object.keys(rights) as Right[]).filter((right) => Rights.includes(rightPath(right)))),
  systemAdministrator: SystemAdministrator,
})

export const holdsAny = ({ Rights, SystemAdministrator }: Me, ...of: Right[]) =>
  SystemAdministrator || of.some((right) => Rights.includes(rightPath(right)))

/** Why something cannot be done, or undefined: "That needs the right “User Management”." Without a right it is for System Administrators alone. */
export function lackOf(me: Me, ...of: Right[]): string | undefined {
  if (holdsAny(me, ...of)) return undefined
  if (of.length === 0) return `That needs the role “${builtInRoles.sysadmin.name}”.`
  return `That needs the right ${of.map((right) => `“${rights[right]}”`).join(' or ')}.`
}
