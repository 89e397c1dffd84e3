import type { Principal } from '#schema/kinds/principal.ts'
import { useNameOf } from './useNameOf.ts'

export const PrincipalName = ({ setting, id }: { setting: Principal; id: string }) => useNameOf(setting, id)
