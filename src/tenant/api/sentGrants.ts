import { applicationRights, type ApplicationRight, type Grant } from '#schema/grant.ts'
import { Problem } from '../problem.ts'

export type SentGrant = Omit<Grant, 'rights'> & { rights: ApplicationRight[] }

/** A row of SetApplicationPermissions. "None" empties the principal's set, which removes it (contract.md 3.5). */
export function grantFromWire(row: {
  Principal?: string | undefined
  PrincipalId: string
  PType: string
  Rights: string
}): SentGrant {
  const type = (['User', 'Group', 'Role'] as const).find(
    (name) => name.toLowerCase() === row.PType.toLowerCase(),
  )
  if (!type) throw new Problem('invalid_request', `PType is ${row.PType}; it has to be User, Group or Role.`)
  const words = row.Rights.split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '' && word !== 'none')
  const rights = words.map((word) => {
    const found = Object.entries(applicationRights).find(([, { wire }]) => wire.toLowerCase() === word)
    if (!found)
      throw new Problem('invalid_request', `Rights holds ${word}, which is not a right on an application.`)
    return found[0] as ApplicationRight
  })
  return { type, id: row.PrincipalId, name: row.Principal ?? row.PrincipalId, rights }
}

/** Replaces the whole set of each principal that was sent and leaves the others alone (contract.md 3.5). */
export function mergeGrants(current: readonly Grant[], sent: readonly SentGrant[]): Grant[] {
  const isSent = (grant: Grant) => sent.some((row) => row.type === grant.type && row.id === grant.id)
  return [...current.filter((grant) => !isSent(grant)), ...sent.filter((row) => row.rights.length > 0)]
}
