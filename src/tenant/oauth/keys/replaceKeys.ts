import type { Author } from '../../audit/event.ts'
import { Problem } from '../../problem.ts'
import type { Tenant } from '../../tenant.ts'
import { changeKeys, keyObject } from './changeKeys.ts'
import { isPublished, stateAt } from './keyLife.ts'
import { newSigningKey } from './newSigningKey.ts'

/**
 * For a key that others may have: a new one signs at once, and every other, also one that waits, is revoked. What they signed is refused here
 * at once and by other nodes within seconds (TK-07).
 * @param kid of the key that signs now, so that two who ask at the same time do not revoke each other's.
 */
export async function replaceKeys(
  tenant: Tenant,
  { by, kid }: { by: Author; kid: string },
): Promise<{ kid: string }> {
  const key = await newSigningKey(tenant.keys)
  return changeKeys(tenant, by, async ({ tx, lives, at, record }) => {
    const signing = lives.find((life) => stateAt(life, at) === 'signing')
    if (signing?.kid !== kid)
      throw new Problem('stale', `The key ${kid} is not the one that signs now: somebody was faster.`)
    const revoked = lives.filter((life) => isPublished(life, at)).map((life) => life.kid)
    await tx
      .updateTable('signing_key')
      .set({ revoked_at: at, sealed_private: '' })
      .where('kid', 'in', revoked)
      .execute()
    await tx
      .insertInto('signing_key')
      .values({ ...key, created_at: at, signs_from: at, revoked_at: null })
      .execute()
    await record({
      type: 'Cloud.Core.Key.Replace',
      level: 'Warning',
      object: keyObject(key.kid),
      detail: { revoked },
    })
    return { kid: key.kid }
  })
}
