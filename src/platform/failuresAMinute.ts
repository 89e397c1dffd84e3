import { minutes } from '#schema/duration.ts'
import { Recent } from '#schema/recent.ts'
import { networkOf } from './address.ts'

const minute = minutes(1) * 1000
/** Networks that are remembered. */
const mostSources = 20_000

export type FailuresAMinute = {
  /** Seconds that an address has to wait; 0 for none. */
  wait(address: string): number
  /** Counts a try before it is made, so that many at once are counted too. */
  begin(address: string): void
  /** It was none of a stranger: whoever shares the address is not held up by it. */
  succeed(address: string): void
}

/** How often something may fail for one network (an IPv6 /64 is one): `most` times a minute, counted in this process. */
export function failuresAMinute(most: number, clock: () => number): FailuresAMinute {
  const counted = new Recent<{ since: number; tries: number }>(mostSources)
  const current = (address: string) => {
    const held = counted.get(networkOf(address))
    return held && clock() - held.since < minute ? held : undefined
  }
  return {
    wait(address) {
      const held = current(address)
      return held && held.tries >= most ? Math.ceil((held.since + minute - clock()) / 1000) : 0
    },
    begin(address) {
      const held = current(address)
      if (held) held.tries++
      else counted.set(networkOf(address), { since: clock(), tries: 1 })
    },
    succeed(address) {
      const held = current(address)
      if (held) held.tries--
    },
  }
}
