import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { roleDescription } from '#schema/role/index.ts'

export function DescriptionTab() {
  return <CategoryForm category={roleDescription} summary={false} />
}
