import { proofLasts } from '#schema/recentProof.ts'
import type { Actor } from './actor.ts'
import { Problem } from './problem.ts'

/**
 * Refuses somebody whose last proof on a page of ours is too old for what changes who may do what (BF-14), so that a session that was stolen or
 * left open is not enough for it. Sign-ins by API and programs have no page to prove it on, and are not asked.
 */
export function holdRecentProof({ name, proofIsOld }: Pick<Actor, 'name' | 'proofIsOld'>): void {
  if (!proofIsOld) return
  const minutes = proofLasts / 60
  throw new Problem(
    'reauthentication_required',
    `This change asks for proof that ${name} is still here: the password was last given more than ${minutes} minutes ago.`,
    {},
    {
      check: 'recentProof',
      expected: `a sign-in within the last ${minutes} minutes`,
      seen: 'an older one',
    },
  )
}
