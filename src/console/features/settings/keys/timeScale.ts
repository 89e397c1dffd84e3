const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export type Tick = { at: number; label: string; minor: boolean }

/** Percent from the left. */
export type TimeScale = { place: (moment: number) => number; ticks: Tick[] }

/** Places moments on a line on which minutes and months both show: the further from now, the closer together. */
export function timeScale(moments: readonly number[], now: number): TimeScale {
  const depth = (moment: number) => Math.sign(moment - now) * Math.log1p(Math.abs(moment - now) / minute)
  const depths = [...moments, now - hour, now + hour].map(depth)
  const [first, last] = [Math.min(...depths), Math.max(...depths)]
  const margin = (last - first) * edge
  const place = (moment: number) =>
    Math.min(100, Math.max(0, ((depth(moment) - first + margin) / (last - first + 2 * margin)) * 100))
  const within = (moment: number) => depth(moment) >= first && depth(moment) <= last
  const ticks = distances.flatMap(([away, words, minor]) =>
    [
      { moment: now - away, label: `${words} ago` },
      { moment: now + away, label: `in ${words}` },
    ]
      .filter(({ moment }) => within(moment))
      .map(({ moment, label }) => ({ at: place(moment), label, minor })),
  )
  return { place, ticks: [...ticks, { at: place(now), label: 'now', minor: false }] }
}

/** Room at both ends for what has no beginning or end in sight. */
const edge = 0.09

const distances: [away: number, words: string, minor: boolean][] = [
  [hour, '1 hour', true],
  [day, '1 day', true],
  [30 * day, '30 days', false],
  [365 * day, '1 year', true],
]
