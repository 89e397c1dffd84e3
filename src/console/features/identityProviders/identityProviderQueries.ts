import { query } from '#console/api/queries.ts'

export const identityProviderQuery = (id: string) => query('getIdentityProvider', { ID: id })
