/** A moment as a field for date and time holds it, in the reader's time zone: "2026-11-22T14:30". */
export function localMoment(at: number): string {
  const date = new Date(at)
  const pad = (value: number) => String(value).padStart(2, '0')
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(pad).join('-')
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}

/** The moment that such a field holds; undefined while it holds none. */
export function momentIn(typed: string): number | undefined {
  const at = new Date(typed).getTime()
  return Number.isNaN(at) ? undefined : at
}
