import { z } from 'zod'

/** The list's state in the address. */
export const listSearch = z.object({
  q: z.coerce.string().max(200).catch('').default(''),
  template: z.coerce.string().max(100).catch('').default(''),
  state: z.coerce.string().max(100).catch('').default(''),
  page: z.int().min(1).catch(1).default(1),
})

export type ListSearch = z.output<typeof listSearch>

export const wholeList: ListSearch = { q: '', template: '', state: '', page: 1 }

export const isNarrowed = ({ q, template, state }: ListSearch) => q !== '' || template !== '' || state !== ''
