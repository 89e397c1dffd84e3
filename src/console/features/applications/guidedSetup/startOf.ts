import { readDraft } from '#schema/category.ts'
import { clientSetupCategories, type ClientSetup } from '#schema/clientSetup.ts'
import { following } from './following.ts'
import type { Recipe } from '#schema/recipes/recipe.ts'

type Surroundings = {
  /** Application IDs and names that are in use, in any case. */
  taken: readonly string[]
  /** Login suffixes of the tenant, the usual one first. */
  suffixes: readonly string[]
}

/** Where the form of a recipe starts: everything that can be foreseen is filled in. */
export function startOf({ start }: Recipe, { taken, suffixes }: Surroundings): ClientSetup {
  const { applicationId, name } = start.description
  const used = new Set(taken.map((each) => each.toLowerCase()))
  const numbered = (number: number) =>
    number === 1
      ? { applicationId, name }
      : { applicationId: `${applicationId}-${number}`, name: `${name} ${number}` }
  let number = 1
  while (Object.values(numbered(number)).some((each) => used.has(each.toLowerCase()))) number++
  const values = readDraft(clientSetupCategories, {
    ...start,
    description: {
      ...start.description,
      ...numbered(number),
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
