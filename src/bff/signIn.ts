import { mac } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import type { Bff } from './bff.ts'
import { lifetimes } from './lifetimes.ts'
import type { Again } from './relyingParty.ts'
import { writeRecord, type SignInRecord } from './signInRecord.ts'

type Begin = {
  /** An address of ours, judged (returnTo.ts). */
  returnTo: string
  sessionKey: string | null
  /** Whether somebody proves again who they are (confirmRoutes.ts). */
  confirms: boolean
  /** Who is asked also where somebody is signed in. Who is named has to prove it again, and nobody else counts. */
  again?: Again
}

/** A sign-in under way: what the browser keeps of it, and where to send the browser. What protects the request follows from the secret too. */
export type Begun = { secret: string; record: string; address: URL }

/** Strangers can begin as many as they like: the browser keeps the record, and nothing is written. */
export async function beginSignIn(
  bff: Bff,
  { returnTo, sessionKey, confirms, again }: Begin,
): Promise<Begun> {
  const secret = randomToken()
  const { pathname, search, hash } = new URL(returnTo)
  const record = writeRecord(bff.keys, secret, {
    path: pathname + search + hash,
    sessionKey,
    confirms,
    userId: again && again !== 'anybody' ? again.user.id : null,
    expiresAt: bff.clock() + lifetimes.signIn,
  })
  return { secret, record, address: await bff.relyingParty.requestUrl(secret, again) }
}

/** Sign-ins that are known to be answered: of more, the oldest go. Answered again, their code is refused. */
export const mostTaken = 3000

/** Takes the sign-in, once (F2); undefined when it was taken or has expired. */
export async function takeSignIn(bff: Bff, secret: string, record: SignInRecord) {
  const { path, sessionKey, userId, expiresAt } = record
  const at = bff.clock()
  if (expiresAt <= at) return undefined
  const key = mac(bff.keys, 'bff sign-in', secret)
  const taken = await bff.database.write((tx) =>
    tx
      .insertInto('bff_sign_in')
      .values({ key, return_to: '', expires_at: expiresAt, consumed_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst(),
  )
  if (taken.numInsertedOrUpdatedRows !== 1n) return undefined
  const asked = userId === null ? undefined : { userId, at: expiresAt - lifetimes.signIn }
  return { returnTo: new URL(path, bff.consoleUrl).href, sessionKey, asked }
}
