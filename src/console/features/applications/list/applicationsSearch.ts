import type { z } from 'zod'
import { asItOpens, facetValue, listSearch } from '#console/object/objectRoutes.ts'
import type { ApplicationFacet } from './applicationFacets.ts'

/** The list's state in the address. */
export const applicationsSearch = listSearch.extend({
  template: facetValue,
  state: facetValue,
  auth: facetValue,
  client: facetValue,
  token: facetValue,
  used: facetValue,
  secret: facetValue,
} satisfies Record<ApplicationFacet, typeof facetValue>)

export type ApplicationsSearch = z.output<typeof applicationsSearch>

export const allFacets: Record<ApplicationFacet, string> = {
  template: '',
  state: '',
  auth: '',
  client: '',
  token: '',
  used: '',
  secret: '',
}

export const wholeList: ApplicationsSearch = { ...asItOpens, ...allFacets }

export const isNarrowed = ({ q, page: _, sort: __, ...facets }: ApplicationsSearch) =>
  q !== '' || Object.values(facets).some((value) => value !== '')
