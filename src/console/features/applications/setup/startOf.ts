import { readDraft } from '#schema/category.ts'
import { setupCategories, type ClientSetup } from '#schema/clientSetup.ts'
import { following } from './following.ts'
import type { Recipe } from './recipes.ts'

type Surroundings = {
  /** Application IDs that are in use, in any case. */
  taken: readonly string[]
  /** Login suffixes of the tenant, the usual one first. */
  suffixes: readonly string[]
}

/** Where the form of a recipe starts: nothing is empty that can be foreseen. */
export function startOf({ start }: Recipe, { taken, suffixes }: Surroundings): ClientSetup {
  const { applicationId, name } = start.description
  const number = firstFree(applicationId, taken)
  const values = readDraft(setupCategories, {
    ...start,
    description: {
      ...start.description,
      applicationId: number === 1 ? applicationId : `${applicationId}-${number}`,
      name: number === 1 ? name : `${name} ${number}`,
    },
  })
  return {
    ...values,
    confidentialClient: {
      ...values.confidentialClient,
      ...following(values.description),
      suffix: suffixes[0] ?? '',
    },
  }
}

function firstFree(id: string, taken: readonly string[]): number {
  const used = new Set(taken.map((each) => each.toLowerCase()))
  for (let number = 1; ; number++) if (!used.has(number === 1 ? id : `${id}-${number}`)) return number
}
