import { CategoryForm } from '#console/form/CategoryForm.tsx'
import type { Category } from '#schema/category.ts'
import { generalUsage } from '#schema/application/generalUsage.ts'
import { ScopesExplained } from '../consequences/ScopesExplained.tsx'
import { ServiceUserLink } from './ServiceUserLink.tsx'

export const CategoryTab = ({ category }: { category: Category }) => (
  <ScopesExplained>
    <CategoryForm
      category={category}
      after={category.id === generalUsage.id ? { clientIdType: <ServiceUserLink /> } : {}}
    />
  </ScopesExplained>
)
