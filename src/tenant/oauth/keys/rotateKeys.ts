import { days } from '#schema/duration.ts'
import type { Author } from '../../audit/event.ts'
import { fieldProblem } from '../../problem.ts'
import type { Tenant } from '../../tenant.ts'
import { changeKeys, keyLives, keyObject, type KeyChange, type KeyReader } from './changeKeys.ts'
import { publishedBefore, stateAt, type KeyLife } from './keyLife.ts'
import { newSigningKey, type NewKey } from './newSigningKey.ts'
import { rotationPeriod } from './rotationPeriod.ts'

type Moment = { kid: string; signsFrom: number }

/**
 * Sees to it that a newer key takes over at a moment, or as soon as it may: publishes one, or moves the one that waits already. So several
 * who ask at the same time get one new key.
 * @param signsFrom milliseconds; null for the earliest moment that is safe.
 */
export async function rotateKeys(
  tenant: Tenant,
  { by, signsFrom }: { by: Author; signsFrom: number | null },
): Promise<Moment> {
  const asked = (lives: KeyLife[], at: number) => {
    const earliest = earliestTakeOver(lives, at)
    if (signsFrom === null) return earliest
    refuseMoment(signsFrom, { earliest, at })
    return signsFrom
  }
  return withNewKey(tenant, by, async ({ key, ...change }) => {
    const { tx, lives, at, record } = change
    const waiting = waitingKey(lives, at)
    const to = asked(lives, at)
    if (!waiting) return key && publishKey(change, { key, signsFrom: to, why: 'Asked for' })
    const { kid } = waiting
    if (to !== waiting.signsFrom) {
      await tx.updateTable('signing_key').set({ signs_from: to }).where('kid', '=', kid).execute()
      await record({
        type: 'Cloud.Core.Key.Modify',
        object: keyObject(kid),
        detail: { signsFrom: { before: moment(waiting.signsFrom), after: moment(to) } },
      })
    }
    return { kid, signsFrom: to }
  })
}

/** Publishes the next key when the present one will soon have signed for its time. Whichever node comes first does it. */
export async function rotateWhenDue(tenant: Tenant, by: Author): Promise<Moment | null> {
  const due = async (db: KeyReader, lives: KeyLife[], at: number) => {
    const takesOver = nextByItself(lives, { everyDays: await rotationPeriod(db), at })
    return takesOver !== null && takesOver - at <= announced ? takesOver : null
  }
  const { read } = tenant.database
  if ((await due(read, await keyLives(read), tenant.clock())) === null) return null
  const key = await newSigningKey(tenant.keys)
  return changeKeys(tenant, by, async (change) => {
    const signsFrom = await due(change.tx, change.lives, change.at)
    return signsFrom === null
      ? null
      : publishKey(change, { key, signsFrom, why: `Every ${await rotationPeriod(change.tx)} days` })
  })
}

/** The earliest moment at which a newer key may sign: the one that waits, or a new one (TK-07). */
export function earliestTakeOver(lives: readonly KeyLife[], at: number): number {
  const waiting = waitingKey(lives, at)
  return Math.max(at, (waiting?.publishedFrom ?? at) + publishedBefore)
}

/** When the next key takes over by itself; null when it never does, or when one waits already. */
export function nextByItself(
  lives: readonly KeyLife[],
  { everyDays, at }: { everyDays: number; at: number },
): number | null {
  const signing = lives.find((life) => stateAt(life, at) === 'signing')
  if (everyDays === 0 || !signing || waitingKey(lives, at)) return null
  return Math.max(signing.signsFrom + days(everyDays) * 1000, at + publishedBefore)
}

/** The key that is published and does not sign yet: one at most. */
export const waitingKey = (lives: readonly KeyLife[], at: number) =>
  lives.find((life) => stateAt(life, at) === 'upcoming')

/** How long before it takes over by itself a key is published: for those who read the keys once a day. */
const announced = days(1) * 1000
const furthest = days(366) * 1000

function refuseMoment(signsFrom: number, { earliest, at }: { earliest: number; at: number }): void {
  const fault = (message: string) => fieldProblem('invalid_fields', [{ path: 'signsFrom', message }])
  if (signsFrom < earliest)
    throw fault(
      `A key has to be published for ${publishedBefore / 60_000} minutes before it signs. The earliest moment is ${moment(earliest)}.`,
    )
  if (signsFrom > at + furthest) throw fault('The moment must be within a year from now.')
}

/** Making a pair takes long, so it is not done inside the transaction: `change` is repeated with a key when it asks for one by null. */
async function withNewKey<Result>(
  tenant: Tenant,
  by: Author,
  change: (write: KeyChange & { key: NewKey | null }) => Promise<Result | null>,
): Promise<Result> {
  let key: NewKey | null = null
  for (;;) {
    const held: NewKey | null = key
    const result = await changeKeys(tenant, by, (write) => change({ ...write, key: held }))
    if (result !== null) return result
    key = await newSigningKey(tenant.keys)
  }
}

async function publishKey(
  { tx, at, record }: KeyChange,
  { key, signsFrom, why }: { key: NewKey; signsFrom: number; why: string },
): Promise<Moment> {
  await tx
    .insertInto('signing_key')
    .values({ ...key, created_at: at, signs_from: signsFrom, revoked_at: null })
    .execute()
  await record({
    type: 'Cloud.Core.Key.Create',
    object: keyObject(key.kid),
    detail: { why, signsFrom: moment(signsFrom) },
  })
  return { kid: key.kid, signsFrom }
}

const moment = (at: number) => new Date(at).toISOString()
