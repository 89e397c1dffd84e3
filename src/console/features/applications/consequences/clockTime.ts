/** "at 14:05", "at 03:12 on Sunday 22 November": when something happens that is not long away. */
export function clockTime(at: number, now = Date.now()): string {
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(at)
  if (sameDay(at, now)) return `at ${time}`
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }),
  }).format(at)
  return `at ${time} on ${day.replace(',', '')}`
}

const sameDay = (a: number, b: number) => new Date(a).toDateString() === new Date(b).toDateString()
