import { randomInt } from 'node:crypto'
import { mac, sameText } from '#platform/mac.ts'
import { randomToken } from '#platform/secret.ts'
import { minutes } from '#schema/duration.ts'
import type { Row } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'

// A program signs somebody in who has their account elsewhere (contract.md 2.11). The person does it in a browser, at an address that the program shows, and
// gets a PIN there. Who begins may be a stranger who sends the address to somebody: the page says who asks, and without the PIN there is nothing (FC-17).

/** Milliseconds from the first call to the PIN. */
const lasts = minutes(10) * 1000
export const mostTries = 5
/** Rows of those that are over which are known: of more, the oldest go. */
export const mostOver = 3000

/** A sign-in of a program, as its address says. */
export type ProgramSignIn = {
  /** In the address: whoever has it can sign in for the program. */
  shortId: string
  identityProvider: string
  /** Whom the program named; empty where that is too long for an address. */
  name: string
  /** The address of the program. */
  source: string
  startedAt: number
}

type Said = [nonce: string, identityProvider: string, name: string, source: string, startedAt: number]

/** Bytes of a name that goes along. */
const longestName = 60

/** Begins one. Nothing is written: strangers can begin any number. Only the program has the session ID. */
export function beginProgramSignIn(
  tenant: Tenant,
  { identityProvider, name, source }: Pick<ProgramSignIn, 'identityProvider' | 'name' | 'source'>,
): { shortId: string; sessionId: string } {
  const said: Said = [
    randomToken().slice(0, 16),
    Buffer.from(identityProvider.replaceAll('-', ''), 'hex').toString('base64url'),
    Buffer.byteLength(name) > longestName ? '' : name,
    source,
    tenant.clock(),
  ]
  const text = Buffer.from(JSON.stringify(said)).toString('base64url')
  const shortId = sealOf(tenant, text) + text
  return { shortId, sessionId: secretOf(tenant, shortId) + shortId }
}

/** Null for one that was made up or has expired. */
export function readProgramSignIn(tenant: Tenant, shortId: string): ProgramSignIn | null {
  const text = shortId.slice(sealLength)
  if (!sameText(shortId.slice(0, sealLength), sealOf(tenant, text))) return null
  const [, packed, name, source, startedAt] = JSON.parse(Buffer.from(text, 'base64url').toString()) as Said
  if (startedAt + lasts <= tenant.clock()) return null
  return { shortId, identityProvider: uuidOf(packed), name, source, startedAt }
}

/** The same for the program, which alone knows the session ID, from its own address (NT-53). */
export function ownProgramSignIn(
  tenant: Tenant,
  { sessionId, source }: { sessionId: string; source: string },
): ProgramSignIn | null {
  const shortId = sessionId.slice(secretLength)
  if (!sameText(sessionId.slice(0, secretLength), secretOf(tenant, shortId))) return null
  const found = readProgramSignIn(tenant, shortId)
  return found?.source === source ? found : null
}

/** Letters of a mac as base64url: a short one for the address, since nobody gains by making one up. */
const sealLength = 22
const secretLength = 43
const sealOf = ({ keys }: Tenant, text: string) => mac(keys, 'program sign-in', text).slice(0, sealLength)
const secretOf = ({ keys }: Tenant, shortId: string) => mac(keys, 'program sign-in session', shortId)
const rowOf = ({ keys }: Tenant, shortId: string) => mac(keys, 'program sign-in row', shortId)
const pinMacOf = ({ keys }: Tenant, shortId: string, pin: string) =>
  mac(keys, 'program sign-in pin', `${shortId} ${pin}`)

function uuidOf(packed: string): string {
  const hex = Buffer.from(packed, 'base64url').toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Somebody has signed in for it: gives the PIN that the program has to name; null when somebody did already, or it was given up. */
export async function keepArrived(
  tenant: Tenant,
  { shortId, startedAt }: ProgramSignIn,
  came: { userId: string; identityProvider: string; provedAt: number | null },
): Promise<string | null> {
  const pin = String(randomInt(10 ** 8)).padStart(8, '0')
  const made = await tenant.database.write((tx) =>
    tx
      .insertInto('program_sign_in')
      .values({
        attempt_mac: rowOf(tenant, shortId),
        user_id: came.userId,
        identity_provider_id: came.identityProvider,
        proved_at: came.provedAt,
        pin_mac: pinMacOf(tenant, shortId, pin),
        tries: 0,
        expires_at: startedAt + lasts,
        consumed_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst(),
  )
  return made.numInsertedOrUpdatedRows === 1n ? pin : null
}

export type Arrived = { userId: string; identityProvider: string; provedAt: number | null }

/** Holds a PIN against the one that the person was shown. A try is counted before it is compared, and the right one is taken once (F2). */
export function takePin(
  tenant: Tenant,
  { shortId }: ProgramSignIn,
  pin: string,
): Promise<Arrived | 'wrong' | 'over' | 'pending'> {
  const attempt = rowOf(tenant, shortId)
  const at = tenant.clock()
  return tenant.database.write(async (tx) => {
    const row = await tx
      .updateTable('program_sign_in')
      .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
      .where('attempt_mac', '=', attempt)
      .where('consumed_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!row) {
      const over = await tx
        .selectFrom('program_sign_in')
        .select('tries')
        .where('attempt_mac', '=', attempt)
        .executeTakeFirst()
      return over ? 'over' : 'pending'
    }
    const right = sameText(row.pin_mac, pinMacOf(tenant, shortId, pin.replaceAll(/\s/g, '')))
    if (right || row.tries >= mostTries)
      await tx
        .updateTable('program_sign_in')
        // Without a user nobody got in
        .set({ consumed_at: at, ...(right ? {} : { user_id: null }) })
        .where('attempt_mac', '=', attempt)
        .execute()
    if (!right) return row.tries >= mostTries ? 'over' : 'wrong'
    return arrivedIn(row)
  })
}

function arrivedIn(row: Row<'program_sign_in'>): Arrived | 'over' {
  const { user_id: userId, identity_provider_id: identityProvider, proved_at: provedAt } = row
  return userId === null || identityProvider === null ? 'over' : { userId, identityProvider, provedAt }
}

/** Gives it up: nobody signs in for it any more. */
export async function dropProgramSignIn(
  tenant: Tenant,
  { shortId, startedAt }: ProgramSignIn,
): Promise<void> {
  const at = tenant.clock()
  await tenant.database.write((tx) =>
    tx
      .insertInto('program_sign_in')
      .values({
        attempt_mac: rowOf(tenant, shortId),
        user_id: null,
        identity_provider_id: null,
        proved_at: null,
        pin_mac: '',
        tries: mostTries,
        expires_at: startedAt + lasts,
        consumed_at: at,
      })
      .onConflict((conflict) =>
        conflict.column('attempt_mac').doUpdateSet({ consumed_at: at, user_id: null }),
      )
      .execute(),
  )
}

/** How far it is. Whether somebody has signed in already is told to nobody before the PIN (FC-17). */
export async function programSignInState(
  tenant: Tenant,
  { shortId }: ProgramSignIn,
): Promise<'Pending' | 'Success' | 'Failed'> {
  const row = await tenant.database.read
    .selectFrom('program_sign_in')
    .select(['consumed_at', 'user_id'])
    .where('attempt_mac', '=', rowOf(tenant, shortId))
    .executeTakeFirst()
  if (!row || row.consumed_at === null) return 'Pending'
  return row.user_id === null ? 'Failed' : 'Success'
}
