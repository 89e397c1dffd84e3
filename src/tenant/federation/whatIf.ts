import { setImmediate as nextTurn } from 'node:timers/promises'
import { nameKey } from '#schema/nameKey.ts'
import type { Obstacle } from '#schema/routing/comparison.ts'
import type { Agent } from '#schema/routing/userAgent.ts'
import type { Actor } from '../actor.ts'
import { readRows } from '../readRows.ts'
import type { Tenant } from '../tenant.ts'
import { admittedBy, savedRules, type Admitted } from './admit.ts'
import { obstacleOf, providersBy } from './expectSignIn.ts'
import { narrowed } from './narrowed.ts'
import { readPeople, type Somebody } from './people.ts'
import type { SentRule } from './saveRoutingRules.ts'
import { gateBy, unsavedRules } from './trial.ts'

type Asked = {
  rules: readonly SentRule[]
  agent: Agent
  /** The id behind which this part begins; empty for the first. */
  after: string
  /** Names instead of all people. */
  names?: readonly string[] | undefined
}

/** A place: the id of an identity provider, `directories` or `nowhere`. */
type Move = { from: string; to: string; count: number; people: string[] }
type Kept = { obstacle: Obstacle; count: number; fresh: number; people: string[] }

export type Part = {
  people: number
  /** All people there are, told with the first part. */
  total: number | null
  next: string | null
  moves: Move[]
  /** Who cannot sign in by the rules that are tried, and how many of them can by the saved ones. */
  kept: Kept[]
  /** Names that nobody has here. */
  unknown: string[]
}

/** So many are read at once, and so many judged in one part. */
const page = 1000
const part = 10_000
/** How long people are judged before others have their turn, in milliseconds. */
const turn = 5
const examples = 20

/**
 * Where people would sign in by rules that are not saved, against the saved ones: a part of all, so that nothing is kept here between two and whoever asks
 * sees how far it is. It reads beside the thread that answers, and judges each by the function of the sign-in (RT-05).
 */
export async function whatIf(tenant: Tenant, actor: Actor, asked: Asked): Promise<Part> {
  const { read } = tenant.database
  const reading = { database: tenant.database, actor }
  const [saved, tried] = await Promise.all([savedRules(read), unsavedRules(read, asked.rules)])
  const judge = { before: await judgeBy(tenant, saved), after: await judgeBy(tenant, tried) }
  const found: Part = { people: 0, total: null, next: null, moves: [], kept: [], unknown: [] }
  const sums = { moves: new Map<string, Move>(), kept: new Map<Obstacle, Kept>() }
  const take = async (people: readonly Somebody[]) => {
    let begun = performance.now()
    for (const who of people) {
      compare(sums, who, { before: judge.before(who, asked.agent), after: judge.after(who, asked.agent) })
      if (performance.now() - begun < turn) continue
      await nextTurn()
      begun = performance.now()
    }
    found.people += people.length
  }
  if (asked.names) {
    const keys = [...new Set(asked.names.map(nameKey))]
    const { people } = await readPeople(reading, { which: { names: keys }, now: tenant.clock() })
    await take(people)
    const known = new Set(people.map(({ name }) => nameKey(name)))
    found.total = people.length
    found.unknown = asked.names.filter((name) => !known.has(nameKey(name)))
  } else {
    if (asked.after === '') found.total = await countPeople(reading)
    let after: string | null = asked.after
    while (after !== null && found.people < part) {
      const which = { after, size: page }
      const { people, last }: Awaited<ReturnType<typeof readPeople>> = await readPeople(reading, {
        which,
        now: tenant.clock(),
      })
      await take(people)
      after = last
    }
    found.next = after
  }
  return { ...found, moves: [...sums.moves.values()], kept: [...sums.kept.values()] }
}

async function countPeople(reading: Parameters<typeof readRows>[0]): Promise<number> {
  const counted = reading.database.read
    .selectFrom('user')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('oauth_client', '=', 0)
  return (await readRows(reading, counted))[0]?.count ?? 0
}

type Judged = { place: string; obstacle: Obstacle | null }

/** What rules make of somebody. */
async function judgeBy(tenant: Tenant, rules: Parameters<typeof gateBy>[1]) {
  const gate = await gateBy(tenant.database.read, rules)
  const providers = await providersBy(tenant.database.read, rules)
  const gateFor = narrowed(gate)
  return (who: Somebody, agent: Agent): Judged => {
    const admitted = admittedBy(gateFor(who.name), { ...who.person, agent })
    return { place: placeOf(admitted), obstacle: obstacleOf(who, admitted, providers) }
  }
}

const placeOf = (admitted: Admitted) => (admitted.to === 'identityProvider' ? admitted.id : admitted.to)

function compare(
  { moves, kept }: { moves: Map<string, Move>; kept: Map<Obstacle, Kept> },
  { name }: Somebody,
  { before, after }: Record<'before' | 'after', Judged>,
): void {
  if (before.place !== after.place) {
    const key = `${before.place} ${after.place}`
    const move = moves.get(key) ?? { from: before.place, to: after.place, count: 0, people: [] }
    moves.set(key, move)
    move.count++
    if (move.people.length < examples) move.people.push(name)
  }
  const { obstacle } = after
  if (obstacle === null) return
  const one = kept.get(obstacle) ?? { obstacle, count: 0, fresh: 0, people: [] }
  kept.set(obstacle, one)
  one.count++
  if (before.obstacle !== null) return
  one.fresh++
  if (one.people.length < examples) one.people.push(name)
}
