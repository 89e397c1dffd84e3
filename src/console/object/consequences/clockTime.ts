/** "at 14:05", "at 03:12 on Sunday 22 November": when something happens that is not long away. */
export function clockTime(at: number, now = Date.now()): string {
  if (sameDay(at, now)) return `at ${hour(at)}`
  const day = (sameYear(at, now) ? longDay : longDayOfYear).format(at)
  return `at ${hour(at)} on ${day.replace(',', '')}`
}

/** "14:05", "22 Nov 03:12": the same where there is little room. */
export function shortTime(at: number, now = Date.now()): string {
  if (sameDay(at, now)) return hour(at)
  const day = (sameYear(at, now) ? shortDay : shortDayOfYear).format(at)
  return `${day} ${hour(at)}`
}

// Making one costs more than all that it formats
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options)
const long = { weekday: 'long', day: 'numeric', month: 'long' } as const
const [longDay, longDayOfYear] = [format(long), format({ ...long, year: 'numeric' })]
const short = { day: 'numeric', month: 'short' } as const
const [shortDay, shortDayOfYear] = [format(short), format({ ...short, year: 'numeric' })]
const ofDay = format({ hour: '2-digit', minute: '2-digit' })

const hour = (at: number) => ofDay.format(at)
const sameDay = (a: number, b: number) => new Date(a).toDateString() === new Date(b).toDateString()
const sameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear()
