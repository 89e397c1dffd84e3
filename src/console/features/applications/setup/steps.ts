import type { Category } from '#schema/category.ts'
import { clientSetupCategories } from '#schema/clientSetup.ts'

export type StepId = 'description' | 'generalUsage' | 'tokens' | 'scope' | 'userAccess' | 'review'

export type Step = { id: StepId; title: string; summary: string; categories: readonly Category[] }

const [description, generalUsage, tokens, scope, userAccess, confidentialClient] = clientSetupCategories

const stepOf = (category: Category & { id: StepId }, ...more: Category[]): Step => ({
  id: category.id,
  title: category.title,
  summary: category.summary,
  categories: [...more, category],
})

/** The portal's categories in their order; the confidential client is a part of User Access (S6). */
export const steps: readonly Step[] = [
  stepOf(description),
  stepOf(generalUsage),
  stepOf(tokens),
  stepOf(scope),
  stepOf(userAccess, confidentialClient),
  {
    id: 'review',
    title: 'Review',
    summary: 'Nothing exists yet. Create makes all of this at once, or nothing.',
    categories: [],
  },
]

/** The step that shows a category, or a setting of it: "tokens.tokenLifetime". */
export const stepIndexOf = (path: string) =>
  steps.findIndex(({ categories }) => categories.some(({ id }) => id === path.split('.')[0]))

export const pathsOf = ({ categories }: Step): string[] =>
  categories.flatMap(({ id, settings }) => Object.keys(settings).map((key) => `${id}.${key}`))
