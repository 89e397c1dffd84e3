import type { z } from 'zod'
import { query } from '#console/api/queries.ts'
import { rowsQuery } from '#console/api/redrock.ts'
import { condition, rowOf, select, type Condition } from '#console/api/select.ts'
import { applicationTable, webApplications } from '#schema/redrockColumns.ts'
import { applicationFacets, type ApplicationFacet } from './applicationFacets.ts'
import type { ApplicationsSearch } from './applicationsSearch.ts'

const listed = {
  script: webApplications.script,
  row: rowOf(applicationTable, webApplications.columns),
}

export type ApplicationRow = z.output<typeof listed.row>

/** The tenant looks for the text in names, IDs, clients, redirects and scopes. */
export const applicationsQuery = ({ q, sort, page, ...facets }: ApplicationsSearch) =>
  rowsQuery(listed, {
    page,
    sort,
    search: { text: q, in: ['Name'] },
    filter: filterOf(facets),
  })

/** What the tenant keeps rows by, in its own words. */
const filterOf = (facets: Record<ApplicationFacet, string>) =>
  Object.fromEntries(
    (Object.keys(applicationFacets) as ApplicationFacet[]).flatMap((name) =>
      facets[name] === '' ? [] : [[applicationFacets[name].column, facets[name]]],
    ),
  )

const told = [
  'TemplateName',
  'WebAppTypeDisplayName',
  'State',
  'AuthMethods',
  'ClientIdType',
  'TokenType',
  'LastUsed',
] as const

const alike = <const Besides extends 'SecretState'>(besides: readonly Besides[], where?: Condition) =>
  rowsQuery(select(applicationTable, [...told, ...besides, 'count(*) as Applications'], { where }), {
    pageSize: 1000,
  })

/** How many there are of each kind: the choices of the facets, and whether there is anything at all. */
export const facetsQuery = alike([])

/** The same of those whose secret ends: they are few, and are found by their secrets. */
export const endingQuery = alike(
  ['SecretState'],
  condition(applicationTable, ({ SecretState }) => `${SecretState} <> ''`),
)

export const applicationQuery = (id: string) => query('getApplication', { _RowKey: id })
