import type { Actor } from '../actor.ts'
import { holdRecentProof } from '../recentProof.ts'
import type { Write } from '../write.ts'
import { refuseAdministratorAccount } from './administrators.ts'
import { refuseBreakGlassAccount } from './breakGlass.ts'
import { standingOf, type Standing } from './rightsOf.ts'

/** A change to one account, by somebody who may change it. Inside keepingAnAdministrator. */
export async function changeAccount(
  { tx }: Pick<Write, 'tx'>,
  { actor, id }: { actor: Actor; id: string },
  change: () => Promise<unknown>,
): Promise<void> {
  await refuseAdministratorAccount(tx, actor, id)
  const before = await standingOf(tx, id)
  await change()
  if (!before) return
  const after = await standingOf(tx, id)
  if (before.user.break_glass === 1 || after?.user.break_glass === 1) refuseBreakGlassAccount(actor)
  if (before.user.break_glass !== (after?.user.break_glass ?? 0)) holdRecentProof(actor)
  if (asksForProof(before, after)) holdRecentProof(actor)
}

/** BF-14: what makes a secret of a password, and what keeps somebody with rights out or lets them in. */
function asksForProof({ user, rights, systemAdministrator }: Standing, after: Standing | null): boolean {
  if (after && after.user.oauth_client !== user.oauth_client) return true
  return after?.user.state !== user.state && (systemAdministrator || rights.size > 0)
}
