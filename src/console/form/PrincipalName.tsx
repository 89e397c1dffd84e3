import type { Principal } from '#schema/setting.ts'
import { useNameOf } from './useNameOf.ts'

export const PrincipalName = ({ setting, id }: { setting: Principal; id: string }) => useNameOf(setting, id)
