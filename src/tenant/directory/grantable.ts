import { rights as rightNames, type Right } from '#schema/right.ts'
import type { Actor } from '../actor.ts'
import { Problem } from '../problem.ts'

/** Nobody gives what they do not hold (tenant-api.md 6.2, AZ-05). */
export function refuseUnheld(
  actor: Pick<Actor, 'name' | 'rights' | 'systemAdministrator'>,
  rights: readonly Right[],
): void {
  if (actor.systemAdministrator) return
  const unheld = rights.filter((right) => !actor.rights.has(right))
  if (unheld.length === 0) return
  const names = unheld.map((right) => rightNames[right]).join(', ')
  throw new Problem(
    'forbidden',
    `${actor.name} cannot give rights without holding them: ${names}. A System Administrator can.`,
  )
}
