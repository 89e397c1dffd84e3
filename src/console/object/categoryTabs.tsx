import type { ReactNode } from 'react'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import type { Category } from '#schema/category.ts'
import type { Tab } from './ObjectTabs.tsx'

/** A tab for each category. */
export const categoryTabs = (
  categories: readonly Category[],
  content: (category: Category) => ReactNode = (category) => (
    <CategoryForm category={category} summary={false} />
  ),
): Tab[] =>
  categories.map((category) => ({ id: category.id, title: category.title, content: content(category) }))
