import { query } from '#console/api/queries.ts'
import { objectsQuery } from '#console/api/redrock.ts'
import type { ListSearch } from '#console/object/objectRoutes.ts'

export const identityProvidersQuery = (search: ListSearch) =>
  objectsQuery('identityProvider', { ...search, besides: ['Active', 'Rules', 'LastSignIn'] })

export const identityProviderQuery = (id: string) => query('getIdentityProvider', { ID: id })
