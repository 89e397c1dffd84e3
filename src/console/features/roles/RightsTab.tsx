import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { roleRights } from '#schema/role/index.ts'

export function RightsTab() {
  return <CategoryForm category={roleRights} summary={false} />
}
