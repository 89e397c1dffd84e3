import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { account } from '#schema/user/index.ts'

export function AccountTab() {
  return <CategoryForm category={account} summary={false} />
}
