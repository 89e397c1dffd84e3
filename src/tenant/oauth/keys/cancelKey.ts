import type { Author } from '../../audit/event.ts'
import { notThere, Problem } from '../../problem.ts'
import type { Tenant } from '../../tenant.ts'
import { changeKeys, keyObject } from './changeKeys.ts'
import { stateAt } from './keyLife.ts'

/** A node that has not heard of it yet, or whose clock is fast, must not sign with a key that is gone. */
export const lastCancel = 60_000

/** Takes back a key that waits. It has signed nothing, so nobody misses it. */
export async function cancelKey(tenant: Tenant, { by, kid }: { by: Author; kid: string }): Promise<void> {
  await changeKeys(tenant, by, async ({ tx, lives, at, record }) => {
    const life = lives.find((each) => each.kid === kid)
    if (!life) throw notThere(`key ${kid}`)
    if (stateAt(life, at) !== 'upcoming')
      throw new Problem('gone', 'This key does not wait any more. Rotate to have a newer one take over.')
    if (life.signsFrom - at < lastCancel)
      throw new Problem(
        'gone',
        'This key starts to sign within a minute: too late to take it back everywhere. Rotate again afterwards.',
      )
    await tx.deleteFrom('signing_key').where('kid', '=', kid).execute()
    await record({
      type: 'Cloud.Core.Key.Delete',
      object: keyObject(kid),
      detail: { why: 'Cancelled before it signed' },
    })
  })
}
