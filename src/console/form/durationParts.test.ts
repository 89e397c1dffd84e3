import { expect, test } from 'vitest'
import { countIn, partsOf, totalOf } from './durationParts.ts'

test('a duration is taken apart and put together again', () => {
  expect(partsOf(90_061)).toEqual({ days: 1, hours: 1, minutes: 1, seconds: 1 })
  for (const total of [0, 59, 60, 3599, 18_000, 86_399, 86_400, 31_536_000])
    expect(totalOf(partsOf(total))).toBe(total)
})

test('more than a day of hours is a fair way to write it', () => {
  expect(totalOf({ days: 0, hours: 48, minutes: 90, seconds: 0 })).toBe(2 * 86_400 + 90 * 60)
})

test.each([
  ['8', 8],
  ['1.5', 1.5],
  ['1,5', 1.5],
  [' 2 ', 2],
  ['', 0],
  ['-5', undefined],
  ['1e3', undefined],
  ['٣', undefined],
  ['1.5.2', undefined],
  ['0x10', undefined],
  ['9'.repeat(400), undefined],
])('PB-11 %j is %s', (text, count) => expect(countIn(text)).toBe(count))
