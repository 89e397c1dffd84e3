import type { Step } from './rightsOf.ts'

export type Holder = { type: 'Role' | 'Group'; id: string }

/** How somebody is in a role or group. Each way names what leads there, from what the user is in themselves on. */
export type Ways = {
  direct: boolean
  ways: Holder[][]
  /** Further ways that are not named. */
  more: number
}

/** Of very many ways as many are named. */
const mostWays = 10

/** The ways to a role or group: one, of the shortest, through each that leads there. */
export function waysOf(steps: readonly Step[]): (to: Holder) => Ways {
  const into = Map.groupBy(steps, keyOf)
  const shortest = shortestWays(steps)
  return (to) => {
    const key = keyOf(to)
    const last = (into.get(key) ?? []).filter((step) => !isDirect(step))
    const ways = last
      .map((step) => {
        const through = throughOf(step)
        return [...(shortest.get(keyOf(through)) ?? []), through]
      })
      // A way through itself is none
      .filter((way) => way.every((each) => keyOf(each) !== key))
      .toSorted((one, other) => one.length - other.length)
    return {
      direct: (into.get(key) ?? []).some(isDirect),
      ways: ways.slice(0, mostWays),
      more: Math.max(0, ways.length - mostWays),
    }
  }
}

/** What is gone through before each, as few as can be. */
function shortestWays(steps: readonly Step[]): Map<string, Holder[]> {
  const onwards = Map.groupBy(
    steps.filter((step) => !isDirect(step)),
    (step) => keyOf(throughOf(step)),
  )
  const found = new Map(steps.filter(isDirect).map((step): [string, Holder[]] => [keyOf(step), []]))
  let edge = steps.filter(isDirect).map(holderOf)
  while (edge.length > 0) {
    const next: Holder[] = []
    for (const at of edge)
      for (const step of onwards.get(keyOf(at)) ?? []) {
        if (found.has(keyOf(step))) continue
        found.set(keyOf(step), [...(found.get(keyOf(at)) ?? []), at])
        next.push(holderOf(step))
      }
    edge = next
  }
  return found
}

export const keyOf = ({ type, id }: { type: string; id: string }) => `${type} ${id}`
const isDirect = ({ through_type: type }: Step) => type === ''
const holderOf = ({ type, id }: Step): Holder => ({ type: type === 'Group' ? 'Group' : 'Role', id })
const throughOf = ({ through_type: type, through_id: id }: Step): Holder => ({
  type: type === 'Group' ? 'Group' : 'Role',
  id,
})
