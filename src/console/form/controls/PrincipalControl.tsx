import { useState } from 'react'
import type { Principal } from '#schema/kinds/principal.ts'
import { faultAt } from '../fault.ts'
import { PrincipalPicker, type PickedPrincipal } from '../PrincipalPicker.tsx'
import { useNameOf } from '../useNameOf.ts'
import type { ControlProps } from './control.ts'

/** The value is an id; the name that belongs to it is looked up unless it has just been picked. */
export function PrincipalControl({
  setting,
  value,
  onChange,
  onBlur,
  id,
  describedBy,
  fault,
}: ControlProps<Principal>) {
  const [picked, setPicked] = useState<PickedPrincipal | null>(null)
  const known = picked?.id === value ? picked : null
  const name = useNameOf(setting, value, known === null)
  const named = { type: setting.principal, id: value, name, detail: '' }
  return (
    <PrincipalPicker
      type={setting.principal}
      value={value === '' ? null : (known ?? named)}
      onChange={(principal) => {
        setPicked(principal)
        onChange(principal?.id ?? '')
      }}
      onBlur={onBlur}
      id={id}
      describedBy={describedBy}
      faulty={faultAt(fault) !== undefined}
    />
  )
}
