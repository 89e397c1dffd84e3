import { CategoryForm } from '#console/form/CategoryForm.tsx'
import type { Category } from '#schema/category.ts'
import { ScopesExplained } from '../consequences/ScopesExplained.tsx'

export const CategoryTab = ({ category }: { category: Category }) => (
  <ScopesExplained>
    <CategoryForm category={category} />
  </ScopesExplained>
)
