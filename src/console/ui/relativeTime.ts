const units: [unit: Intl.RelativeTimeFormatUnit, milliseconds: number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** "3 days ago", "in 2 hours", "just now". */
export function relativeTime(at: number, now: number): string {
  const away = at - now
  const unit = units.find(([, size]) => Math.abs(away) >= size)
  if (!unit) return 'just now'
  // "yesterday", but not "next year" for what is a year away
  const words = new Intl.RelativeTimeFormat('en', { numeric: unit[0] === 'day' ? 'auto' : 'always' })
  return words.format(Math.trunc(away / unit[1]), unit[0])
}

/** "21 November 2026, 14:03:09" in the reader's time zone. */
export const exactTime = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium' }).format(at)

/** The same, and as logs of other machines have it: "21 November 2026, 15:03:09 (2026-11-21 14:03:09 UTC)". */
export const exactTimeAndUtc = (at: number) =>
  `${exactTime(at)} (${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC)`

/** "21 November 2026" in the reader's time zone. */
export const dayOf = (at: number) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(at)
