import type { Category } from '#schema/category.ts'

/** A page of guided setup: categories of settings, or something of its own. */
export type Step = { id: string; title: string; summary: string; categories: readonly Category[] }

/** The step that shows a category, or a setting of it: "tokens.tokenLifetime". */
export const stepIndexOf = (steps: readonly Step[], path: string) =>
  steps.findIndex(({ categories }) => categories.some(({ id }) => id === path.split('.')[0]))

export const pathsOf = ({ categories }: Step): string[] =>
  categories.flatMap(({ id, settings }) => Object.keys(settings).map((key) => `${id}.${key}`))
