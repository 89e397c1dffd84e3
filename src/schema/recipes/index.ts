import { eventRecipes } from './events.ts'
import { peopleRecipes } from './people.ts'
import { provisioningRecipes } from './provisioning.ts'
import { serviceRecipes } from './withoutPerson.ts'
import type { Recipe } from './recipe.ts'

/** Every recipe by its id, which stands in addresses and in drafts. */
export const recipes = {
  ...eventRecipes,
  ...peopleRecipes,
  ...serviceRecipes,
  ...provisioningRecipes,
} as const satisfies Record<string, Recipe>

export type RecipeId = keyof typeof recipes

export const recipeIds = Object.keys(recipes) as RecipeId[]

export const isRecipe = (id: string): id is RecipeId => Object.hasOwn(recipes, id)

export const recipeOf = (id: RecipeId): Recipe => recipes[id]
