import { expect, test } from 'vitest'
import { timeScale } from './timeScale.ts'

const now = Date.UTC(2026, 10, 22)
const minute = 60_000
const day = 1440 * minute

test('moments keep their order, and ten minutes show beside a year', () => {
  const moments = [-365 * day, -30 * day, -10 * minute, 0, 10 * minute, 30 * day].map((away) => now + away)
  const places = moments.map(timeScale(moments, now).place)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  for (const [index, place] of places.slice(1).entries())
    expect(place - (places[index] ?? 0)).toBeGreaterThan(1)
  expect(Math.min(...places)).toBeGreaterThan(0)
  expect(Math.max(...places)).toBeLessThan(100)
})

test('now is in the middle when there is nothing else, and it is marked', () => {
  const { ticks } = timeScale([], now)
  expect(ticks.find(({ label }) => label === 'now')?.at).toBeCloseTo(50)
  expect(ticks.map(({ label }) => label).toSorted()).toEqual(['1 hour ago', 'in 1 hour', 'now'])
})

test('only what is in sight is marked', () => {
  const { ticks, place } = timeScale([now - 40 * day, now + 2 * day], now)
  expect(ticks.map(({ label }) => label).toSorted()).toEqual([
    '1 day ago',
    '1 hour ago',
    '30 days ago',
    'in 1 day',
    'in 1 hour',
    'now',
  ])
  expect(place(now + 400 * day)).toBe(100)
  expect(place(0)).toBe(0)
})
