import { z } from 'zod'
import { query } from '#console/api/queries.ts'
import { rowsQuery, textColumn } from '#console/api/redrock.ts'
import type { ApplicationsSearch } from './applicationsSearch.ts'

export const applicationRow = z.object({
  ID: z.string(),
  Name: textColumn,
  ServiceName: textColumn,
  Description: textColumn,
  AppTypeDisplayName: textColumn,
  State: textColumn,
})

export type ApplicationRow = z.output<typeof applicationRow>

/** The tenant looks for the text in names, IDs, clients, redirects and scopes. */
export const applicationsQuery = ({ q, template, state, page }: ApplicationsSearch) =>
  rowsQuery({
    script: '@@Web Applications PLV8',
    page,
    search: { text: q, in: ['Name'] },
    filter: { ...(template && { TemplateName: template }), ...(state && { State: state }) },
  })

export const facetRow = z.object({
  TemplateName: textColumn,
  WebAppTypeDisplayName: textColumn,
  State: textColumn,
  Applications: z.number(),
})

export type FacetRow = z.output<typeof facetRow>

/** How many there are of each kind and state: what can be chosen among, and whether there is anything at all. */
export const facetsQuery = rowsQuery({
  script:
    'select TemplateName, WebAppTypeDisplayName, State, count(*) as Applications from Application group by TemplateName, WebAppTypeDisplayName, State',
  pageSize: 100,
})

export const applicationQuery = (id: string) => query('getApplication', { _RowKey: id })
