import { expect, test } from 'vitest'
import { localMoment, momentIn } from './localMoment.ts'

test('what a field holds is the moment it was given, to the minute', () => {
  const at = new Date(2026, 2, 5, 7, 9, 30).getTime()
  expect(localMoment(at)).toBe('2026-03-05T07:09')
  expect(momentIn(localMoment(at))).toBe(at - 30_000)
})

test('an empty field holds no moment', () => {
  expect(momentIn('')).toBeUndefined()
})
