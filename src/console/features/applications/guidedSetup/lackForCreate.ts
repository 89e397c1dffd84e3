import { holdsAny, type Me } from '#console/api/me.ts'
import { api } from '#schema/api.ts'
import { rights } from '#schema/right.ts'

const { access } = api.createClient
const needed = access.kind === 'allRights' ? access.allOf : []

/** Why the signed-in person cannot create a client, or undefined: "That needs the rights “User Management” and “Role Management”." */
export function lackForCreate(me: Me): string | undefined {
  const missing = needed.filter((right) => !holdsAny(me, right)).map((right) => `“${rights[right]}”`)
  if (missing.length === 0) return undefined
  return `That needs the ${missing.length === 1 ? 'right' : 'rights'} ${new Intl.ListFormat('en-GB').format(missing)}.`
}
