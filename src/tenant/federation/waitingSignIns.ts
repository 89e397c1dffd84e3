import { mac } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import { minutes } from '#schema/duration.ts'
import type { Tenant } from '../tenant.ts'
import type { Write } from '../write.ts'

// Somebody came from an identity provider to a browser in which another person is signed in, who is asked first. The row stands beside those of programs that
// wait for a PIN, so that what ends sessions ends it as well: a switched-off provider, a removed link, a disabled user.

/** Milliseconds that somebody has for the answer. */
export const waits = minutes(5) * 1000

type Waiting = { userId: string; identityProvider: string; provedAt: number | null }

/** Notes that somebody waits, as part of the change that settles their account. Gives the secret with which it is taken. */
export async function noteWaiting(
  { tx, tenant }: Pick<Write, 'tx' | 'tenant'>,
  { userId, identityProvider, provedAt }: Waiting,
): Promise<string> {
  const secret = randomToken()
  await tx
    .insertInto('program_sign_in')
    .values({
      attempt_mac: rowOf(tenant, secret),
      user_id: userId,
      identity_provider_id: identityProvider,
      proved_at: provedAt,
      // Nothing is equal to it
      pin_mac: '',
      tries: 0,
      expires_at: tenant.clock() + waits,
      consumed_at: null,
    })
    .execute()
  return secret
}

/** Takes it once (F2), as part of the change that lets them in: false where it was taken, or ended, or came too late. */
export async function takeWaiting(
  { tx, tenant }: Pick<Write, 'tx' | 'tenant'>,
  secret: string,
): Promise<boolean> {
  const at = tenant.clock()
  const { numUpdatedRows } = await tx
    .updateTable('program_sign_in')
    .set({ consumed_at: at })
    .where('attempt_mac', '=', rowOf(tenant, secret))
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

const rowOf = ({ keys }: Tenant, secret: string) => mac(keys, 'waiting sign-in', secret)
