const units: [unit: string, milliseconds: number][] = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
]

/** "1 h 5 min", "12 s", "under 1 s": the two largest units. */
export function durationInWords(milliseconds: number): string {
  let rest = milliseconds
  const parts = units.map(([unit, size]) => {
    const count = Math.floor(rest / size)
    rest -= count * size
    return { unit, count }
  })
  const first = parts.findIndex(({ count }) => count > 0)
  if (first === -1) return 'under 1 s'
  return parts
    .slice(first, first + 2)
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => `${count} ${unit}`)
    .join(' ')
}
