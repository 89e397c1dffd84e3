import { format, type Principal } from '#schema/setting.ts'
import { usePrincipalOf } from './PrincipalPicker.tsx'

/** Who an id stands for, by name. Somebody who is gone is shown by the id. */
export function PrincipalName({ setting, id }: { setting: Principal; id: string }) {
  const found = usePrincipalOf(setting.principal, id, id !== '')
  if (found === null) return `${id} (deleted)`
  return found?.name ?? format(setting, id)
}
