import type { z } from 'zod'
import { query } from '#console/api/queries.ts'
import { rowsQuery } from '#console/api/redrock.ts'
import { rowOf, select } from '#console/api/select.ts'
import { applicationTable, webApplications } from '#schema/redrockColumns.ts'
import type { ApplicationsSearch } from './applicationsSearch.ts'

const listed = {
  script: webApplications.script,
  row: rowOf(applicationTable, webApplications.columns),
}

export type ApplicationRow = z.output<typeof listed.row>

/** The tenant looks for the text in names, IDs, clients, redirects and scopes. */
export const applicationsQuery = ({ q, template, state, sort, page }: ApplicationsSearch) =>
  rowsQuery(listed, {
    page,
    sort,
    search: { text: q, in: ['Name'] },
    filter: { ...(template && { TemplateName: template }), ...(state && { State: state }) },
  })

/** How many there are of each kind and state: the choices of the filters, and whether there is anything at all. */
export const facetsQuery = rowsQuery(
  select(applicationTable, ['TemplateName', 'WebAppTypeDisplayName', 'State', 'count(*) as Applications']),
  { pageSize: 100 },
)

export type FacetRow = z.output<typeof facetsQuery.row>

export const applicationQuery = (id: string) => query('getApplication', { _RowKey: id })
