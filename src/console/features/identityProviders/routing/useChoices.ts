import { useQuery } from '@tanstack/react-query'
import { rowsOf } from '#console/api/redrock.ts'
import { choicesQuery } from './routingQuery.ts'

export type Choice = { id: string; name: string }
export type Choices = { identityProviders: Choice[]; roles: Choice[] }

/** To whom rules can lead, and to whose members they can be narrowed. Whoever may not look at roles is offered none. */
export function useChoices(): Choices {
  const [idps, roles] = [choicesQuery('identityProvider'), choicesQuery('role')]
  const foundIdps = useQuery(idps).data
  const foundRoles = useQuery(roles).data
  const named = (rows: { ID: string; Name: string }[]) => rows.map(({ ID, Name }) => ({ id: ID, name: Name }))
  return {
    identityProviders: foundIdps ? named(rowsOf(foundIdps, idps)) : [],
    roles: foundRoles ? named(rowsOf(foundRoles, roles)) : [],
  }
}
