import type { Setting } from '#schema/setting.ts'
import type { Fault } from '../fault.ts'

/** What every control gets. It shows the value and faults at parts of it; label, help and the fault of the whole are SettingField's. */
export type ControlProps<S extends Setting> = {
  setting: S
  value: S['default']
  onChange: (value: S['default']) => void
  onBlur: () => void
  /** Id for the one input of the control, where there is one: the label points to it. */
  id: string
  labelId: string
  /** Ids of help and fault, for aria-describedby. */
  describedBy: string
  fault: Fault | undefined
  /** Another setting has decided it. Toggles alone are: what else cannot be changed is shown as text (ShownValue). */
  disabled: boolean
}
