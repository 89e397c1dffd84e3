/** Durations are whole seconds everywhere; only words and the wire know other forms. */

export const minutes = (count: number) => count * 60
export const hours = (count: number) => count * 3600
export const days = (count: number) => count * 86_400

const units = [
  { name: 'day', size: days(1) },
  { name: 'hour', size: hours(1) },
  { name: 'minute', size: minutes(1) },
  { name: 'second', size: 1 },
]

/** 900 → "15 minutes", 5400 → "1 hour 30 minutes", 0 → "0 seconds" */
export function formatDuration(seconds: number): string {
  const parts: string[] = []
  let rest = seconds
  for (const { name, size } of units) {
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? '' : 's'}`)
    rest -= count * size
  }
  return parts.join(' ') || '0 seconds'
}

const pad = (value: number) => String(value).padStart(2, '0')

/** The vendor's .NET TimeSpan: 18000 → "0.05:00:00" (contract.md 2.9) */
export function toTimeSpan(seconds: number): string {
  const clock = [
    Math.floor((seconds % days(1)) / hours(1)),
    Math.floor((seconds % hours(1)) / 60),
    seconds % 60,
  ]
  return `${Math.floor(seconds / days(1))}.${clock.map(pad).join(':')}`
}

/** Reads "d.hh:mm:ss" or "h:mm:ss"; undefined when the text is neither. */
export function fromTimeSpan(text: string): number | undefined {
  const match = /^(?:(\d{1,6})\.)?(\d{1,2}):(\d{2}):(\d{2})$/.exec(text.trim())
  if (!match) return undefined
  const [day, hour, minute, second] = [match[1] ?? '0', match[2], match[3], match[4]].map(Number) as [
    number,
    number,
    number,
    number,
  ]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return days(day) + hours(hour) + minutes(minute) + second
}
