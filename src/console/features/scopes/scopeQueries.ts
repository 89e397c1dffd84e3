import type { Result } from '#console/api/call.ts'
import { query, queryOne } from '#console/api/queries.ts'
import type { ScopesSearch } from './scopesSearch.ts'

export type ListedScope = Result<'scopesList'>['scopes'][number]
export type ClientScope = Result<'scopesClients'>['rows'][number]
export type Reaching = Result<'scopesReach'>['rows'][number]

export const listQuery = ({ q, risk, unused, page }: ScopesSearch) =>
  query('scopesList', {
    page,
    ...(q && { text: q }),
    ...(risk && { risk }),
    ...(unused && { unusedDays: Number(unused) }),
  })

export const clientsQuery = (rowKey: string) => queryOne('scopesClients', { rowKey })

export const callsQuery = (rowKey: string, scope: string) => queryOne('scopesCalls', { rowKey, scope })

/** Null where it is not said yet which call or right is meant. */
export const reachQuery = ({ by, what, q, page }: ScopesSearch) =>
  by !== 'users' && what === ''
    ? null
    : query('scopesReach', { by, page, ...(what && { what }), ...(q && { text: q }) })
