import { mac, sameText } from '#platform/mac.ts'
import { minutes } from '#schema/duration.ts'
import type { Actor } from './actor.ts'
import { Problem } from './problem.ts'
import type { Write } from './write.ts'

/** How long a repeated key is recognised. */
export const repeatable = minutes(10) * 1000

type Asked = {
  actor: Pick<Actor, 'id'>
  key: string
  /** What the key must come with when it is repeated. */
  request: unknown
  /** What to say when it comes with something else. */
  otherwise: string
}

/**
 * Makes something once: the same key from the same person within ten minutes gets the same answer, also after a lost reply or a second
 * click (CF-03). The answer is stored, so it must hold no secret; one is derived from the server's key instead (deriveSecret).
 */
export async function madeOnce<Reply>(
  { tx, tenant }: Pick<Write, 'tx' | 'tenant'>,
  { actor, key, request, otherwise }: Asked,
  make: () => Promise<Reply>,
): Promise<{ reply: Reply; again: boolean }> {
  const keyMac = mac(tenant.keys, 'idempotency-key', JSON.stringify([key, actor.id]))
  const requestMac = mac(tenant.keys, 'idempotent-request', JSON.stringify(request))
  await tenant.database.lock(tx, `idempotency-key ${keyMac}`)
  const now = tenant.clock()
  await tx
    .deleteFrom('idempotent_reply')
    .where('key_mac', '=', keyMac)
    .where('created_at', '<', now - repeatable)
    .execute()
  const earlier = await tx
    .selectFrom('idempotent_reply')
    .selectAll()
    .where('key_mac', '=', keyMac)
    .executeTakeFirst()
  if (earlier) {
    if (!sameText(earlier.request_mac, requestMac)) throw new Problem('invalid_request', otherwise)
    return { reply: JSON.parse(earlier.reply) as Reply, again: true }
  }
  const reply = await make()
  await tx
    .insertInto('idempotent_reply')
    .values({ key_mac: keyMac, request_mac: requestMac, reply: JSON.stringify(reply), created_at: now })
    .execute()
  return { reply, again: false }
}
