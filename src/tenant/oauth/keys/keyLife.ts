import { minutes } from '#schema/duration.ts'
import type { KeyState } from '#schema/keyRotation.ts'
import type { Row } from '../../store/tables.ts'
import { longestLife } from '../lifetimes.ts'

// When keys come and go. All times are milliseconds.

/** How long others may keep the published keys: the max-age of the key endpoints, in seconds. */
export const publishedKeysMaxAge = minutes(5)

/** TK-07: how long a key is published before it signs. Twice as long as it may be cached, so that clocks may differ by minutes. */
export const publishedBefore = Math.max(publishedKeysMaxAge, minutes(10)) * 1000

/** How long a key stays published that signs no more: the minute is for the leeway at a token's end and for nodes that have not heard yet. */
export const publishedAfter = longestLife + minutes(1) * 1000

export type KeyLife = {
  kid: string
  publishedFrom: number
  signsFrom: number
  /** Null while no newer key is there to take over. */
  stopsAt: number | null
  /** When nothing that it signed can be valid any more, or when it was revoked. */
  leavesAt: number | null
  revoked: boolean
}

type Moments = Pick<Row<'signing_key'>, 'kid' | 'created_at' | 'signs_from' | 'revoked_at'>

/** What becomes of each key, newest first: a key signs until a newer one starts to. */
export function livesOf(rows: readonly Moments[]): KeyLife[] {
  const newestFirst = rows.toSorted((a, b) => b.signs_from - a.signs_from || b.created_at - a.created_at)
  let nextSigns: number | null = null
  return newestFirst.map(({ kid, created_at, signs_from, revoked_at }) => {
    const stopsAt = earlier(nextSigns, revoked_at)
    const everSigns = revoked_at === null || revoked_at > signs_from
    if (everSigns) nextSigns = signs_from
    return {
      kid,
      publishedFrom: created_at,
      signsFrom: signs_from,
      stopsAt,
      leavesAt: revoked_at ?? (stopsAt === null ? null : stopsAt + publishedAfter),
      revoked: revoked_at !== null,
    }
  })
}

export function stateAt({ signsFrom, stopsAt, leavesAt, revoked }: KeyLife, now: number): KeyState {
  if (revoked) return 'revoked'
  if (leavesAt !== null && leavesAt <= now) return 'gone'
  if (signsFrom > now) return 'upcoming'
  return stopsAt === null || stopsAt > now ? 'signing' : 'verifying'
}

/** Whether the key endpoints show it, and tokens that it signed are accepted. */
export const isPublished = ({ leavesAt }: KeyLife, now: number) => leavesAt === null || leavesAt > now

const earlier = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b))
