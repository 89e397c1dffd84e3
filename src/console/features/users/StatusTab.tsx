import { useFormContext, useWatch } from 'react-hook-form'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { status, type UserConfig } from '#schema/user/index.ts'
import { decided } from './useConsequences.ts'

export function StatusTab() {
  const { control } = useFormContext<UserConfig>()
  return <CategoryForm category={status} readOnly={decided(useWatch({ control, name: 'status' }))} />
}
