import { call, type Result } from '#console/api/call.ts'
import type { Agent } from '#schema/routing/userAgent.ts'
import { mostNames, type Obstacle } from '#schema/routing/comparison.ts'
import type { SentRule } from './rule.ts'

type Part = Result<'compareRouting'>

export type Compared = {
  done: number
  total: number
  moves: Part['Moves']
  kept: Part['Kept']
  unknown: string[]
}

type Asked = { rules: SentRule[]; agent: Agent; names: readonly string[] | null }

/** Names that are shown. */
const examples = 20

/** Asks part by part what the rules mean for everybody, or for some by name, and gives what is known after each. */
export async function* compareParts(
  { rules, agent, names }: Asked,
  signal: AbortSignal,
): AsyncGenerator<Compared> {
  let sum: Compared = { done: 0, total: names?.length ?? 0, moves: [], kept: [], unknown: [] }
  const ask = (more: { After?: string; Users?: string[] }) =>
    call('compareRouting', { Rules: rules, UserAgent: agent, ...more }, { signal })
  if (names) {
    for (let from = 0; from < names.length; from += mostNames) {
      const some = names.slice(from, from + mostNames)
      sum = { ...added(sum, await ask({ Users: some })), done: from + some.length }
      yield sum
    }
    return
  }
  for (let after: string | null = ''; after !== null;) {
    const part: Part = await ask({ After: after })
    sum = {
      ...added(sum, part),
      done: sum.done + part.People,
      total: Math.max(part.Total ?? sum.total, sum.done + part.People),
    }
    after = part.Next
    yield sum
  }
}

function added(sum: Compared, part: Part): Compared {
  const moves = new Map(sum.moves.map((each) => [`${each.From} ${each.To}`, each]))
  for (const { From, To, Count, People } of part.Moves) {
    const before = moves.get(`${From} ${To}`)
    moves.set(`${From} ${To}`, {
      From,
      To,
      Count: (before?.Count ?? 0) + Count,
      People: [...(before?.People ?? []), ...People].slice(0, examples),
    })
  }
  const kept = new Map<Obstacle, Part['Kept'][number]>(sum.kept.map((each) => [each.Obstacle, each]))
  for (const { Obstacle: obstacle, Count, New, People } of part.Kept) {
    const before = kept.get(obstacle)
    kept.set(obstacle, {
      Obstacle: obstacle,
      Count: (before?.Count ?? 0) + Count,
      New: (before?.New ?? 0) + New,
      People: [...(before?.People ?? []), ...People].slice(0, examples),
    })
  }
  const byCount = (a: { Count: number }, b: { Count: number }) => b.Count - a.Count
  return {
    ...sum,
    moves: [...moves.values()].toSorted(byCount),
    kept: [...kept.values()].toSorted(byCount),
    unknown: [...sum.unknown, ...part.Unknown],
  }
}
