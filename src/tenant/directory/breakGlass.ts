import type { UserConfig } from '#schema/user/index.ts'
import type { Actor } from '../actor.ts'
import { fieldProblem, Problem } from '../problem.ts'
import type { Write } from '../write.ts'

/** S3: one account, and nobody wonders which. That it stays one is the database's constraint. */
export async function refuseSecondBreakGlass(
  { tx }: Write,
  { user, id }: { user: UserConfig; id: string | null },
): Promise<void> {
  if (!user.status.breakGlass) return
  const other = await breakGlassAccount(tx)
  if (other && other.id !== id)
    throw fieldProblem('invalid_fields', [
      {
        path: 'status.breakGlass',
        message: `${other.name} is the break-glass account, and there is one. Switch it off there first.`,
      },
    ])
}

/** The account that signs in here whatever rules and identity providers do. */
export const breakGlassAccount = (
  db: Pick<Write['tx'], 'selectFrom'>,
): Promise<{ id: string; name: string } | undefined> =>
  db.selectFrom('user').select(['id', 'name']).where('break_glass', '=', 1).executeTakeFirst()

/** Whoever could choose it, or give it another password, would have a way in that nobody closes. */
export function refuseBreakGlassAccount(actor: Pick<Actor, 'systemAdministrator'>): void {
  if (!actor.systemAdministrator)
    throw new Problem(
      'forbidden',
      'Only System Administrators choose the break-glass account, and change it.',
    )
}
