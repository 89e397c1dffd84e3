import type { Secret } from '#schema/kinds/secret.ts'
import { faultAt } from '../fault.ts'
import type { ControlProps } from './control.ts'
import { SecretInput } from './SecretInput.tsx'

/** A secret that is typed and sent. */
export function SecretControl(props: ControlProps<Secret>) {
  const { setting, value, onChange, onBlur, id, describedBy, fault } = props
  return (
    <SecretInput
      value={value}
      onChange={onChange}
      onBlur={onBlur}
      id={id}
      describedBy={describedBy}
      faulty={faultAt(fault) !== undefined}
      maxLength={setting.maxLength}
    />
  )
}
