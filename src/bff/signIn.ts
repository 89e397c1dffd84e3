import { mac } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import type { Bff } from './bff.ts'
import { lifetimes } from './lifetimes.ts'
import type { Again } from './relyingParty.ts'

/** A sign-in under way. Its key is the HMAC of the browser's cookie; what protects the request follows from that cookie too. */
type Begin = {
  /** An address of ours, judged (returnTo.ts). */
  returnTo: string
  sessionKey: string | null
  /** Who is asked also where somebody is signed in. Who is named has to prove it again, and nobody else counts. */
  again?: Again
}

/** @returns the secret of the browser's cookie and where to send the browser. */
export async function beginSignIn(
  bff: Bff,
  { returnTo, sessionKey, again }: Begin,
): Promise<{ secret: string; address: URL }> {
  const secret = randomToken()
  const at = bff.clock()
  await bff.database.write((tx) =>
    tx
      .insertInto('bff_sign_in')
      .values({
        key: signInKey(bff, secret),
        return_to: returnTo,
        session_key: sessionKey,
        confirms_user_id: again && again !== 'anybody' ? again.user.id : null,
        expires_at: at + lifetimes.signIn,
        consumed_at: null,
      })
      .execute(),
  )
  return { secret, address: await bff.relyingParty.requestUrl(secret, again) }
}

/** Takes the sign-in of this cookie, once (F2); undefined when there is none, or it was taken or has expired. */
export async function takeSignIn(bff: Bff, secret: string) {
  const at = bff.clock()
  const row = await bff.database.write((tx) =>
    tx
      .updateTable('bff_sign_in')
      .set({ consumed_at: at })
      .where('key', '=', signInKey(bff, secret))
      .where('consumed_at', 'is', null)
      .where('expires_at', '>', at)
      .returning(['return_to', 'session_key', 'confirms_user_id', 'expires_at'])
      .executeTakeFirst(),
  )
  if (!row) return undefined
  const { return_to: returnTo, session_key: sessionKey, confirms_user_id: userId } = row
  const asked = userId === null ? undefined : { userId, at: row.expires_at - lifetimes.signIn }
  return { returnTo, sessionKey, asked }
}

const signInKey = (bff: Bff, secret: string) => mac(bff.keys, 'bff sign-in', secret)
