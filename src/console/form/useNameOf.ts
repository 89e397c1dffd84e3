import { holdsAny } from '#console/api/me.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import type { Principal } from '#schema/kinds/principal.ts'
import { nouns, principalNouns } from '#schema/nouns.ts'
import { format } from '#schema/setting.ts'
import { usePrincipalOf } from './PrincipalPicker.tsx'

/** Who an id stands for, by name; the id itself where that cannot be known. */
export function useNameOf(setting: Principal, id: string, wanted = true): string {
  const { me } = signedInRoute.useRouteContext()
  const found = usePrincipalOf(setting.principal, id, wanted && id !== '')
  if (found) return found.name
  // Only who finds everybody of a kind can tell that somebody is gone.
  return found === null && holdsAny(me, ...nouns[principalNouns[setting.principal]].readers)
    ? `${id} (deleted)`
    : format(setting, id)
}
