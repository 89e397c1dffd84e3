import { query } from '#console/api/queries.ts'
import { objectsQuery } from '#console/api/redrock.ts'

export const routingQuery = query('getRoutingRules', {})

/** Of whom a rule can speak: as many as a list holds. */
export const choicesQuery = (type: 'identityProvider' | 'role') => objectsQuery(type, {})
