import { recipeIds, recipeOf, type RecipeId } from '#schema/recipes/index.ts'
import type { CatalogueSearch } from './catalogueSearch.ts'

export type Offer = { recipe: RecipeId; cases: RecipeId[] }

/** The recipes that fit: without a search the general ones, each with the products that it is known for; with one all that have the words. */
export function catalogueFor({ find, kind }: CatalogueSearch): Offer[] {
  const fitting = recipeIds.filter((id) => kind === '' || recipeOf(id).kind === kind)
  if (find.trim() !== '')
    return fitting.filter((id) => hasWords(find, wordsOf(id))).map((recipe) => ({ recipe, cases: [] }))
  return fitting
    .filter((id) => recipeOf(id).of === undefined)
    .map((recipe) => ({ recipe, cases: recipeIds.filter((id) => recipeOf(id).of === recipe) }))
}

/** Whether each word that is looked for begins a word of the texts. */
export function hasWords(find: string, texts: readonly string[]): boolean {
  const words = wordsIn(texts.join(' '))
  return wordsIn(find).every((wanted) => words.some((word) => word.startsWith(wanted)))
}

const wordsIn = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

function wordsOf(id: RecipeId): string[] {
  const { title, summary, consumer, start } = recipeOf(id)
  return [title, summary, consumer, start.description.name]
}
