import type { ComponentType } from 'react'
import type { Setting } from '#schema/setting.ts'
import { CodeControl } from './CodeControl.tsx'
import { columnControls } from './columnControls.ts'
import type { ControlProps } from './control.ts'
import { GrantListControl } from './GrantListControl.tsx'
import { ImageControl } from './ImageControl.tsx'
import { PrincipalControl } from './PrincipalControl.tsx'
import { RowsControl } from './RowsControl.tsx'
import { ScopeListControl } from './ScopeListControl.tsx'
import { SealedSecretControl } from './SealedSecretControl.tsx'
import { SecretControl } from './SecretControl.tsx'
import { TextListControl } from './TextListControl.tsx'

/** Adding a kind of setting without a control for it does not compile. */
export const controls: { [S in Setting as S['kind']]: ComponentType<ControlProps<S>> } = {
  ...columnControls,
  code: CodeControl,
  uriList: TextListControl,
  scopeList: ScopeListControl,
  grantList: GrantListControl,
  secret: SecretControl,
  sealedSecret: SealedSecretControl,
  principal: PrincipalControl,
  rows: RowsControl,
  image: ImageControl,
}
