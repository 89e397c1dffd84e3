import { useSyncExternalStore } from 'react'
import { exactTimeAndUtc, relativeTime } from './relativeTime.ts'

/** A time as people say it; the exact one on hover. `never` is what null reads as. */
export function RelativeTime({ at, never = 'Never' }: { at: number | null; never?: string }) {
  const now = useSyncExternalStore(everyMinute, thisMinute)
  if (at === null) return never
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTimeAndUtc(at)}>
      {relativeTime(at, now)}
    </time>
  )
}

const minute = 60_000

function everyMinute(changed: () => void) {
  const timer = setInterval(changed, minute)
  return () => clearInterval(timer)
}

// Whole minutes, so that the answer is the same between two renders.
const thisMinute = () => Math.floor(Date.now() / minute) * minute
