import { createHash } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import { networkOf } from '#platform/address.ts'
import { prepared } from '#platform/database/prepared.ts'
import { hours, minutes } from '#schema/duration.ts'
import type { Row, Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'

/**
 * Failed proofs delay the next try of the same account from the same source, and the next try of a source that failed with many accounts; they
 * never lock an account for others (RL-01, RL-02; decisions.md, "Strangers' failures make nobody else wait"). The counts live in the database, so
 * every node sees them.
 */
export type Attempt = { accountKey: string; source: string }

export type Earlier = {
  /** Of this account from this source. */
  failures: number
  /** Milliseconds until the next try is allowed; 0 when it is allowed now. */
  wait: number
}

type Limit = { free: number; freeUnderAttack: number; longestWait: number }

/** One account from one source. */
const pairLimit: Limit = { free: 5, freeUnderAttack: 1, longestWait: minutes(15) * 1000 }
/** One source, whatever the accounts, in this hour. The wait is short: more people may share the address. */
const sourceLimit: Limit = { free: 100, freeUnderAttack: 20, longestWait: minutes(1) * 1000 }
/** In this hour; above it the account, or everything, is under attack. */
const attack = { account: 50, everything: 1000 }

const hour = hours(1) * 1000
/** Milliseconds after which a failure is forgotten. */
export const countedFor = hour
/** So many counts are kept; of more, the oldest go. Somebody with so many addresses is slowed down by the slow comparison of each try. */
export const mostCounts = 6000
const hourOf = (at: number) => at - (at % hour)

/** Stands for every account or every source. No key and no address is empty. */
const every = ''

/** What failed before, and how long that makes this attempt wait. */
export async function earlierFailures(tenant: Tenant, attempt: Attempt): Promise<Earlier> {
  const { failures, wait } = await judgeAttempt(tenant.database.read, keysOf(attempt), tenant.clock())
  return { failures, wait }
}

/** How many tries may be compared at once: if all of them fail, no more were compared than the limit allows. */
export type Room = { ofPair: number; ofSource: number }

export async function judgeAttempt(
  db: Kysely<Tables>,
  { account, source }: AttemptKeys,
  now: number,
): Promise<Earlier & { room: Room }> {
  const rows = await counted(db, account, source)
  const of = (accountKey: string, from: string) =>
    rows.find((row) => row.account_key === accountKey && row.source === from)
  const thisHour = (row: Count | undefined) => (row && row.last_at >= hourOf(now) ? row : undefined)
  const above = (limit: number, row: Count | undefined) => (thisHour(row)?.failures ?? 0) > limit

  const attacked = above(attack.account, of(account, every)) || above(attack.everything, of(every, every))
  const pair = of(account, source)
  const bySource = thisHour(of(every, source))
  const until = Math.max(
    waitingUntil(pair, pairLimit, attacked),
    waitingUntil(bySource, sourceLimit, attacked),
  )
  return {
    failures: pair?.failures ?? 0,
    wait: Math.max(0, until - now),
    room: { ofPair: roomOf(pair, pairLimit, attacked), ofSource: roomOf(bySource, sourceLimit, attacked) },
  }
}

/** What somebody who has to wait is told: nothing about whether there is such an account (RL-03). */
export const waitInWords = (waitSeconds: number) =>
  `Too many failed attempts from here. Try again in ${waitSeconds} seconds.`

/** Up to four counts: this account and every account, each from this source and from every source. */
const counted = prepared((db: Kysely<Tables>, account, source) =>
  db
    .selectFrom('failed_login')
    .selectAll()
    .where('account_key', 'in', [account, every])
    .where('source', 'in', [source, every]),
)

type Count = Row<'failed_login'>

/** The first failures cost no wait, each further one doubles it. */
function waitingUntil(count: Count | undefined, limit: Limit, attacked: boolean): number {
  const beyond = -freeTries(count, limit, attacked)
  if (count === undefined || beyond < 0) return 0
  return count.last_at + Math.min(limit.longestWait, 1000 * 2 ** beyond)
}

/** Whoever waited has one try at a time. */
const roomOf = (count: Count | undefined, limit: Limit, attacked: boolean) =>
  Math.max(1, freeTries(count, limit, attacked))

const freeTries = (count: Count | undefined, { free, freeUnderAttack }: Limit, attacked: boolean) =>
  (attacked ? freeUnderAttack : free) - (count?.failures ?? 0)

/** @param tryId of the try that failed; counted as a failure it no longer counts as a try. */
export async function countFailure(tenant: Tenant, attempt: Attempt, tryId?: string): Promise<void> {
  const { account, source } = keysOf(attempt)
  const at = tenant.clock()
  await tenant.database.write(async (tx) => {
    if (tryId !== undefined) await tx.deleteFrom('login_try').where('id', '=', tryId).execute()
    // After a quiet hour the count begins anew
    await countUp(tx, { account_key: account, source, at, since: at - countedFor })
    const since = hourOf(at)
    await countUp(tx, { account_key: account, source: every, at, since })
    await countUp(tx, { account_key: every, source, at, since })
    // Last, because all transactions meet at this row
    await countUp(tx, { account_key: every, source: every, at, since })
  })
}

type Step = Pick<Count, 'account_key' | 'source'> & { at: number; since: number }

/** Begins with one again when the last failure was before `since`. */
async function countUp(tx: Transaction<Tables>, { account_key, source, at, since }: Step): Promise<void> {
  await tx
    .insertInto('failed_login')
    .values({ account_key, source, failures: 1, last_at: at })
    .onConflict((conflict) =>
      conflict.columns(['account_key', 'source']).doUpdateSet({
        failures: sql<number>`case when failed_login.last_at < ${since} then 1 else failed_login.failures + 1 end`,
        last_at: at,
      }),
    )
    .execute()
}

/**
 * After a success. Writes only when this account failed before from this source; the source's own count stays, or an account of one's own would
 * clear it.
 */
export async function forgetFailures(tenant: Tenant, attempt: Attempt, { failures }: Earlier): Promise<void> {
  if (failures === 0) return
  const { account, source } = keysOf(attempt)
  await tenant.database.write((tx) =>
    tx.deleteFrom('failed_login').where('account_key', '=', account).where('source', '=', source).execute(),
  )
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')

export type AttemptKeys = { account: string; source: string }

/** Short, because strangers choose what they fail with: a long account keeps its beginning and a hash of the whole. */
export const keysOf = ({ accountKey, source }: Attempt): AttemptKeys => ({
  account: accountKey.length <= 64 ? accountKey : accountKey.slice(0, 20) + hashOf(accountKey),
  source: networkOf(source).slice(0, 100) || 'unknown',
})
