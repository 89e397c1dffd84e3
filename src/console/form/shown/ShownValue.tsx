import { styled } from '@mui/material/styles'
import type { ComponentType } from 'react'
import { CodeBlock } from '#console/ui/CodeBlock.tsx'
import { dayOf } from '#console/ui/relativeTime.ts'
import type { Code } from '#schema/kinds/code.ts'
import type { ImageSetting } from '#schema/kinds/image.ts'
import type { Principal } from '#schema/kinds/principal.ts'
import type { SealedSecret } from '#schema/kinds/sealedSecret.ts'
import type { Setting } from '#schema/setting.ts'
import { PrincipalLink } from '../PrincipalLink.tsx'
import { useNameOf } from '../useNameOf.ts'
import { Entries, shownInColumns } from './ColumnShown.tsx'
import { GrantsShown } from './GrantsShown.tsx'
import { Nothing } from './look.ts'
import { RowsShown } from './RowsShown.tsx'
import { ScopesShown } from './ScopesShown.tsx'
import type { ShownProps } from './shownProps.ts'

/** A setting's value as text, for whoever may only look: what is chosen or held, and nothing that could be. */
export function ShownValue<S extends Setting>(props: ShownProps<S>) {
  // The map pairs each kind with its own component; TypeScript does not follow the index.
  const Shown = shown[props.setting.kind] as ComponentType<ShownProps<S>>
  return <Shown {...props} />
}

const CodeShown = ({ setting, value }: ShownProps<Code>) =>
  value === '' ? <Nothing>None</Nothing> : <CodeBlock label={setting.label} code={value} />

const Kept = ({ value: { since } }: ShownProps<SealedSecret>) =>
  since === null ? <Nothing>None is kept.</Nothing> : <span>Kept since {dayOf(since)}.</span>

const PrincipalShown = ({ setting, value }: ShownProps<Principal>) => {
  const name = useNameOf(setting, value)
  return value === '' ? (
    <Nothing>None</Nothing>
  ) : (
    <PrincipalLink type={setting.principal} id={value} name={name} />
  )
}

const Picture = ({ setting, value }: ShownProps<ImageSetting>) =>
  value === '' ? <Nothing>No image</Nothing> : <Image src={value} alt={`${setting.label} as it is now`} />

const shown: { [S in Setting as S['kind']]: ComponentType<ShownProps<S>> } = {
  ...shownInColumns,
  code: CodeShown,
  uriList: Entries,
  scopeList: ScopesShown,
  grantList: GrantsShown,
  rows: RowsShown,
  secret: () => <Nothing>Never shown.</Nothing>,
  sealedSecret: Kept,
  principal: PrincipalShown,
  image: Picture,
}

const Image = styled('img')(({ theme }) => ({
  width: 64,
  height: 64,
  display: 'block',
  objectFit: 'contain',
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
}))
