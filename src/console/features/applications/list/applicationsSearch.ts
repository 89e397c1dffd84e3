import type { z } from 'zod'
import { asItOpens, facetValue, listSearch } from '#console/object/objectRoutes.ts'
import type { applicationTable, ColumnName } from '#schema/redrockColumns.ts'

/** What the list is narrowed by, by its name in the address: the column. */
export const facetColumns = {
  template: 'TemplateName',
  state: 'State',
  auth: 'AuthMethods',
  client: 'ClientIdType',
  token: 'TokenType',
  used: 'LastUsed',
  secret: 'SecretState',
} as const satisfies Record<string, ColumnName<typeof applicationTable>>

export type ApplicationFacet = keyof typeof facetColumns
export const facetNames = Object.keys(facetColumns) as ApplicationFacet[]

const facetsWith = <Value>(value: Value) =>
  Object.fromEntries(facetNames.map((name) => [name, value])) as Record<ApplicationFacet, Value>

/** The list's state in the address. */
export const applicationsSearch = listSearch.extend(facetsWith(facetValue))

export type ApplicationsSearch = z.output<typeof applicationsSearch>

export const wholeList: ApplicationsSearch = { ...asItOpens, ...facetsWith('') }

export const isNarrowed = (search: ApplicationsSearch) =>
  search.q !== '' || facetNames.some((name) => search[name] !== '')
