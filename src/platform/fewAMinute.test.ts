import { expect, test } from 'vitest'
import { fewAMinute } from './fewAMinute.ts'

test('X-02 of a flood a few a minute are said', () => {
  let now = 1000
  const may = fewAMinute(3, () => now)
  const flood = () => Array.from({ length: 10 }, may).filter(Boolean).length
  expect(flood()).toBe(3)
  now += 59_999
  expect(flood()).toBe(0)
  now += 1
  expect(flood()).toBe(3)
})
