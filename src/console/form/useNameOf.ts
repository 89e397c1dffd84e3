import { holdsAny } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { groupReaders, roleReaders, type Right, userReaders } from '#schema/right.ts'
import type { Principal } from '#schema/kinds/principal.ts'
import { format } from '#schema/setting.ts'
import { usePrincipalOf } from './PrincipalPicker.tsx'

/** Who finds everybody of a kind: only they can tell that somebody is gone. */
const findEverybody: Record<Principal['principal'], readonly Right[]> = {
  User: userReaders,
  Group: groupReaders,
  Role: roleReaders,
}

/** Who an id stands for, by name; the id itself where that cannot be known. */
export function useNameOf(setting: Principal, id: string, wanted = true): string {
  const { me } = signedInRoute.useRouteContext()
  const found = usePrincipalOf(setting.principal, id, wanted && id !== '')
  if (found) return found.name
  return found === null && holdsAny(me, ...findEverybody[setting.principal])
    ? `${id} (deleted)`
    : format(setting, id)
}
