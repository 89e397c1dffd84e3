import { expect, test } from 'vitest'
import { relativeTime } from './relativeTime.ts'

const now = Date.UTC(2026, 10, 21, 12)

test.each([
  [now - 20_000, 'just now'],
  [now - 90_000, '1 minute ago'],
  [now - 3 * 3_600_000, '3 hours ago'],
  [now - 86_400_000, 'yesterday'],
  [now - 12 * 86_400_000, '12 days ago'],
  [now - 70 * 86_400_000, '2 months ago'],
  [now + 2 * 3_600_000, 'in 2 hours'],
  [now + 31 * 86_400_000, 'in 1 month'],
  [now + 365 * 86_400_000, 'in 1 year'],
])('%i reads "%s"', (at, words) => {
  expect(relativeTime(at, now)).toBe(words)
})
