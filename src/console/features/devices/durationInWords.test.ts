import { expect, test } from 'vitest'
import { durationInWords } from './durationInWords.ts'

test.each([
  [0, 'under 1 s'],
  [999, 'under 1 s'],
  [1000, '1 s'],
  [65_000, '1 min 5 s'],
  [3_600_000, '1 h'],
  [3_605_000, '1 h'],
  [100 * 3_600_000 + 300_000, '100 h 5 min'],
])('%d milliseconds are %s', (milliseconds, words) => {
  expect(durationInWords(milliseconds)).toBe(words)
})
