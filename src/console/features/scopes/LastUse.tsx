import { useState } from 'react'
import { StatusChip } from '#console/ui/StatusChip.tsx'
import { exactTimeAndUtc, relativeTime } from '#console/ui/relativeTime.ts'
import { usageDays } from '#schema/usageDays.ts'
import { Lines } from './Patterns.tsx'

const day = 86_400_000

type Props = {
  /** The beginning of the day of the last use; null for none. */
  at: number | null
  countedSince: number | null
  /** After so many days without use it is marked. */
  quiet?: number
}

/** When something was used last, by the day, and whether that is long ago. Nothing is said of the time before counting began. */
export function LastUse({ at, countedSince, quiet = usageDays }: Props) {
  const [now] = useState(() => Date.now())
  const longAgo = now - (at ?? countedSince ?? now) >= (quiet - 1) * day
  return (
    <Lines>
      {at === null ? (
        <span>{countedSince === null ? 'Nothing counted yet' : 'Not used'}</span>
      ) : (
        <time dateTime={new Date(at).toISOString()} title={`Day of ${exactTimeAndUtc(at)}`}>
          {now - at < day ? 'Today' : relativeTime(at, now)}
        </time>
      )}
      {longAgo && countedSince !== null && (
        <StatusChip tone="caution">{`Unused for ${quiet} days`}</StatusChip>
      )}
    </Lines>
  )
}

/** From when on there are counts: what was before is unknown. */
export function CountedSince({ at }: { at: number | null }) {
  const [now] = useState(() => Date.now())
  if (at === null) return 'Uses are counted from now on.'
  return now - at >= (usageDays - 1) * day
    ? `Uses are those of the last ${usageDays} days.`
    : `Uses are counted since ${new Date(at).toLocaleDateString()}.`
}
