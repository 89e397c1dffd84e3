import { builtInRoles } from '#schema/right.ts'
import { fieldProblem } from '../problem.ts'
import { nameKey } from '#schema/nameKey.ts'
import { deceptiveInWords, looksDeceptive } from '#schema/deceptiveName.ts'

/** A role or group is named by ID or name in many calls, so its name must not pass for another's ID, nor for a built-in role (NT-36). */
export function refusePrincipalName(name: string, path = 'description.name'): void {
  const message = faultOf(name)
  if (message) throw fieldProblem('invalid_fields', [{ path, message }])
}

function faultOf(name: string): string | undefined {
  if (looksDeceptive(name)) return deceptiveInWords
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name))
    return 'This name could be taken for an ID. Choose another.'
  if (reserved.has(nameKey(name))) return `${name} stands for a built-in role. Choose another name.`
  return undefined
}

const reserved = new Set(Object.entries(builtInRoles).flatMap(([id, { name }]) => [id, nameKey(name)]))
