import type { Category } from '#schema/category.ts'
import type { TemplateName } from '#schema/application/index.ts'
import { clientSetupCategoriesOf } from '#schema/clientSetup.ts'

/** A page of guided setup: a category of the template, or the review of all. */
export type Step = { id: string; title: string; summary: string; categories: readonly Category[] }

const review: Step = {
  id: 'review',
  title: 'Review',
  summary: 'Nothing exists yet. Create makes all of this at once, or nothing.',
  categories: [],
}

/** The portal's categories in their order; the confidential client is a part of User Access (S6). */
export function stepsOf(template: TemplateName): readonly Step[] {
  const all = clientSetupCategoriesOf(template)
  const client = all.filter(({ id }) => id === 'confidentialClient')
  const steps = all
    .filter(({ id }) => id !== 'confidentialClient')
    .map((own): Step => ({
      id: own.id,
      title: own.title,
      summary: own.summary,
      categories: own.id === 'userAccess' ? [...client, own] : [own],
    }))
  return [...steps, review]
}

/** The step that shows a category, or a setting of it: "tokens.tokenLifetime". */
export const stepIndexOf = (steps: readonly Step[], path: string) =>
  steps.findIndex(({ categories }) => categories.some(({ id }) => id === path.split('.')[0]))

export const pathsOf = ({ categories }: Step): string[] =>
  categories.flatMap(({ id, settings }) => Object.keys(settings).map((key) => `${id}.${key}`))
