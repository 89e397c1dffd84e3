/** "at 14:05", "at 03:12 on Sunday 22 November": when something happens that is not long away. */
export function clockTime(at: number, now = Date.now()): string {
  if (sameDay(at, now)) return `at ${hour(at)}`
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear(at, now) ? {} : { year: 'numeric' }),
  }).format(at)
  return `at ${hour(at)} on ${day.replace(',', '')}`
}

/** "14:05", "22 Nov 03:12": the same where there is little room. */
export function shortTime(at: number, now = Date.now()): string {
  if (sameDay(at, now)) return hour(at)
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear(at, now) ? {} : { year: 'numeric' }),
  }).format(at)
  return `${day} ${hour(at)}`
}

const hour = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(at)
const sameDay = (a: number, b: number) => new Date(a).toDateString() === new Date(b).toDateString()
const sameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear()
