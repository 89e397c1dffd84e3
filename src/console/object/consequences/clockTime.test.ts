import { expect, test } from 'vitest'
import { clockTime, shortTime } from './clockTime.ts'

const at = (day: number, hour: number, year = 2026) => new Date(year, 10, day, hour, 5).getTime()

test('a time of today needs no date', () => {
  expect(clockTime(at(21, 14), at(21, 9))).toBe('at 14:05')
  expect(shortTime(at(21, 14), at(21, 9))).toBe('14:05')
})

test('a time of another day says which', () => {
  expect(clockTime(at(22, 3), at(21, 22))).toBe('at 03:05 on Sunday 22 November')
  expect(shortTime(at(22, 3), at(21, 22))).toBe('22 Nov 03:05')
})

test('a time of another year says the year', () => {
  expect(clockTime(at(21, 14, 2027), at(21, 14))).toContain('2027')
})
