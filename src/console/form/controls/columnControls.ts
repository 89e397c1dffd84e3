import type { ComponentType } from 'react'
import type { Column } from '#schema/kinds/rows.ts'
import { ChoiceControl } from './ChoiceControl.tsx'
import { ChoicesControl } from './ChoicesControl.tsx'
import type { ControlProps } from './control.ts'
import { DurationControl } from './DurationControl.tsx'
import { TextControl } from './TextControl.tsx'
import { TextListControl } from './TextListControl.tsx'
import { ToggleControl } from './ToggleControl.tsx'

/** The controls that also stand in rows. */
export const columnControls: { [C in Column as C['kind']]: ComponentType<ControlProps<C>> } = {
  text: TextControl,
  toggle: ToggleControl,
  choice: ChoiceControl,
  choices: ChoicesControl,
  duration: DurationControl,
  textList: TextListControl,
}
