import type { Result } from '#console/api/call.ts'
import { query } from '#console/api/queries.ts'
import { objectsQuery } from '#console/api/redrock.ts'

export const routingQuery = query('getRoutingRules', {})

/** Rules on trial go back by themselves, which the page notices. */
export const whilePending = (rules: Result<'getRoutingRules'> | undefined) => (rules?.Pending ? 5000 : false)

/** Of whom a rule can speak: as many as a list holds. */
export const choicesQuery = (type: 'identityProvider' | 'role') => objectsQuery(type, {})
