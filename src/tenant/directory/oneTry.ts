import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { prepared } from '#platform/database/prepared.ts'
import type { Tables } from '../store/tables.ts'
import type { Tenant } from '../tenant.ts'
import { type Attempt, type AttemptKeys, countFailure, judgeAttempt, keysOf } from './attemptLimit.ts'

/** To be awaited before a proof is compared that may be a guess; `wait` milliseconds when it must not be compared now. */
export type Reserve = (
  /** Whether meanwhile the comparison is known to succeed, so that it is no guess any more. */
  known?: () => boolean,
) => Promise<{ wait: number } | null>

/**
 * Judges a proof as one try, which is counted before it is compared: of guesses that come at once, on any nodes, no more are compared than of
 * guesses that come one after the other (RL-01). Tries that could exceed the limit if all failed wait until the ones before them are decided, so
 * that nobody is refused because of right passwords of their own.
 */
export async function asOneTry<Result>(
  tenant: Tenant,
  attempt: Attempt,
  { judge, failed }: { judge: (reserve: Reserve) => Promise<Result>; failed: (result: Result) => boolean },
): Promise<Result> {
  const keys = keysOf(attempt)
  let tryId: string | undefined
  let failure = false
  const reserve: Reserve = async (known = () => false) => {
    if (tryId !== undefined) return null
    const reserved = await reserveTry(tenant, keys, known)
    if (reserved === null || typeof reserved === 'object') return reserved
    tryId = reserved
    return null
  }
  try {
    const result = await judge(reserve)
    failure = failed(result)
    return result
  } finally {
    if (failure) await countFailure(tenant, attempt, tryId)
    else if (tryId !== undefined) await release(tenant, tryId)
    if (tryId !== undefined) tellWaiting(tenant, keys.source)
  }
}

/** Longer than a comparison takes on a busy machine. A process that crashed meanwhile blocks nobody for longer. */
const longestTry = 30_000
/** How long a try waits for others to be decided. Milliseconds, as all here. */
const patience = 5000
/** What other nodes decide is noticed so late. */
const lookEvery = 200

/** The id of the try, how long to wait, or null when `known` says so first. */
async function reserveTry(
  tenant: Tenant,
  keys: AttemptKeys,
  known: () => boolean,
): Promise<string | { wait: number } | null> {
  const giveUpAt = performance.now() + patience
  while (performance.now() < giveUpAt) {
    if (known()) return null
    const now = tenant.clock()
    const { wait, room } = await standing(tenant.database.read, keys, now)
    if (wait > 0) return { wait }
    const reserved = room ? await insertTry(tenant, keys) : undefined
    if (reserved) return reserved
    await outcomeOf(tenant, keys.source)
  }
  return { wait: 1000 }
}

const insertTry = (tenant: Tenant, keys: AttemptKeys) =>
  tenant.database.write(async (tx) => {
    // Both limits are of one source: whoever tries from there comes after this
    await tenant.database.lock(tx, `tries from ${keys.source}`)
    const now = tenant.clock()
    const { room } = await standing(tx, keys, now)
    if (!room) return undefined
    const id = randomUUID()
    const row = { id, account_key: keys.account, source: keys.source, expires_at: now + longestTry }
    await tx.insertInto('login_try').values(row).execute()
    return id
  })

/** How long whoever tries has to wait because of what failed; else whether there is room beside the tries that are not decided. */
async function standing(
  db: Kysely<Tables>,
  keys: AttemptKeys,
  now: number,
): Promise<{ wait: number; room: boolean }> {
  // Before the failures: a try that another node decides in between is then counted as both, and never as neither
  const tries = await triesFrom(db, keys.source)
  const { wait, room } = await judgeAttempt(db, keys, now)
  if (wait > 0) return { wait, room: false }
  const fromHere = tries.filter((each) => each.expires_at > now)
  const ofPair = fromHere.filter((each) => each.account_key === keys.account)
  return { wait: 0, room: ofPair.length < room.ofPair && fromHere.length < room.ofSource }
}

const triesFrom = prepared((db: Kysely<Tables>, source) =>
  db.selectFrom('login_try').select(['account_key', 'expires_at']).where('source', '=', source),
)

const release = (tenant: Tenant, tryId: string) =>
  tenant.database.write((tx) => tx.deleteFrom('login_try').where('id', '=', tryId).execute())

/** Who waits in this process, by source. */
const waiting = new WeakMap<Tenant, Map<string, Set<() => void>>>()

function tellWaiting(tenant: Tenant, source: string): void {
  for (const wake of waiting.get(tenant)?.get(source) ?? []) wake()
}

/** Until a try from this source is decided here, or may have been elsewhere. */
async function outcomeOf(tenant: Tenant, source: string): Promise<void> {
  const bySource = waiting.get(tenant) ?? new Map<string, Set<() => void>>()
  waiting.set(tenant, bySource)
  const others = bySource.get(source) ?? new Set()
  bySource.set(source, others)
  const { promise, resolve } = Promise.withResolvers<void>()
  others.add(resolve)
  const timer = setTimeout(resolve, lookEvery)
  await promise
  clearTimeout(timer)
  others.delete(resolve)
  if (others.size === 0 && bySource.get(source) === others) bySource.delete(source)
}
