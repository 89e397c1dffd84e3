import { z } from 'zod'
import { asItOpens, listSearch } from '#console/object/objectRoutes.ts'

/** The list's state in the address. */
export const applicationsSearch = listSearch.extend({
  template: z.coerce.string().max(100).catch('').default(''),
  state: z.coerce.string().max(100).catch('').default(''),
})

export type ApplicationsSearch = z.output<typeof applicationsSearch>

export const wholeList: ApplicationsSearch = { ...asItOpens, template: '', state: '' }

export const isNarrowed = ({ q, template, state }: ApplicationsSearch) =>
  q !== '' || template !== '' || state !== ''
