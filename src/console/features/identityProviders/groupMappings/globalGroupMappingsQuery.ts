import { query } from '#console/api/queries.ts'

export const globalGroupMappingsQuery = query('getGlobalGroupMappings', {})
