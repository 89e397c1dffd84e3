import type { z } from 'zod'
import { query } from '#console/api/queries.ts'
import { rowsQuery } from '#console/api/redrock.ts'
import { rowOf } from '#console/api/select.ts'
import { applicationTable, webApplications } from '#schema/redrockColumns.ts'
import {
  facetColumns,
  facetNames,
  type ApplicationFacet,
  type ApplicationsSearch,
} from './applicationsSearch.ts'

const listed = {
  script: webApplications.script,
  row: rowOf(applicationTable, webApplications.columns),
}

export type ApplicationRow = z.output<typeof listed.row>

/** The tenant looks for the text in names, IDs, tags, owners, clients, redirects and scopes. */
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
    facetNames.flatMap((name) => (facets[name] === '' ? [] : [[facetColumns[name], facets[name]]])),
  )

export const applicationQuery = (id: string) => query('getApplication', { _RowKey: id })
