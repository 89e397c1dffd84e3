import type { ComponentType } from 'react'
import type { Setting } from '#schema/setting.ts'
import { ChoiceControl } from './ChoiceControl.tsx'
import { ChoicesControl } from './ChoicesControl.tsx'
import { CodeControl } from './CodeControl.tsx'
import type { ControlProps } from './control.ts'
import { DurationControl } from './DurationControl.tsx'
import { GrantListControl } from './GrantListControl.tsx'
import { ImageControl } from './ImageControl.tsx'
import { PrincipalControl } from './PrincipalControl.tsx'
import { ScopeListControl } from './ScopeListControl.tsx'
import { SecretControl } from './SecretControl.tsx'
import { TextControl } from './TextControl.tsx'
import { TextListControl } from './TextListControl.tsx'
import { ToggleControl } from './ToggleControl.tsx'
import { TranslationsControl } from './TranslationsControl.tsx'

/** Adding a kind of setting without a control for it does not compile. */
export const controls: { [S in Setting as S['kind']]: ComponentType<ControlProps<S>> } = {
  text: TextControl,
  code: CodeControl,
  toggle: ToggleControl,
  choice: ChoiceControl,
  choices: ChoicesControl,
  duration: DurationControl,
  textList: TextListControl,
  uriList: TextListControl,
  scopeList: ScopeListControl,
  grantList: GrantListControl,
  secret: SecretControl,
  principal: PrincipalControl,
  translations: TranslationsControl,
  image: ImageControl,
}
