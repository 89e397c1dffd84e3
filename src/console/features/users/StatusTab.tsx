import { useWatch } from 'react-hook-form'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { CategoryForm } from '#console/form/CategoryForm.tsx'
import { useHeldForm } from '#console/form/ObjectFormContext.tsx'
import { status, type UserConfig } from '#schema/user/index.ts'
import { decided } from './decided.ts'

export function StatusTab() {
  const { form } = useHeldForm()
  const { me } = signedInRoute.useRouteContext()
  const held = useWatch({ control: form.control, name: 'status' }) as UserConfig['status']
  return <CategoryForm category={status} readOnly={decided(held, me)} />
}
