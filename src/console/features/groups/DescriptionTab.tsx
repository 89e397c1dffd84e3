import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { groupDescription } from '#schema/group/index.ts'

export function DescriptionTab() {
  return <CategoryForm category={groupDescription} summary={false} />
}
