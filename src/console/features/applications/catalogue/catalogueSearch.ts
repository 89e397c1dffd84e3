import { z } from 'zod'
import { programKinds, type ProgramKind } from '#schema/recipes/programKind.ts'

const kinds = Object.keys(programKinds) as ProgramKind[]

/** What is looked for in the catalogue, in its address. */
export const catalogueSearch = z.object({
  find: z.coerce.string().max(100).default('').catch(''),
  kind: z
    .enum(['', ...kinds])
    .default('')
    .catch(''),
})

export type CatalogueSearch = z.output<typeof catalogueSearch>

export const wholeCatalogue: CatalogueSearch = { find: '', kind: '' }
