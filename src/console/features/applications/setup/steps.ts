import type { Category } from '#schema/category.ts'
import { clientSetupCategories } from '#schema/clientSetup.ts'

export type StepId = 'description' | 'generalUsage' | 'tokens' | 'scope' | 'userAccess' | 'review'

export type Step = { id: StepId; title: string; summary: string; categories: readonly Category[] }

const stepOf = (id: StepId, ...more: string[]): Step => {
  const categories = clientSetupCategories('OAuth2ServerClient')
  const [own, ...others] = [id, ...more].flatMap((each) => categories.filter((one) => one.id === each))
  if (own === undefined) throw new Error(`There is no category ${id}`)
  return { id, title: own.title, summary: own.summary, categories: [...others, own] }
}

/** The portal's categories in their order; the confidential client is a part of User Access (S6). */
export const steps: readonly Step[] = [
  stepOf('description'),
  stepOf('generalUsage'),
  stepOf('tokens'),
  stepOf('scope'),
  stepOf('userAccess', 'confidentialClient'),
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
