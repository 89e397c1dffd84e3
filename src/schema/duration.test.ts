import fc from 'fast-check'
import { expect, test } from 'vitest'
import { days, formatDuration, fromTimeSpan, hours, minutes, toTimeSpan } from './duration.ts'
import { duration, durationKind } from './kinds/duration.ts'

test('every duration travels as a TimeSpan and comes back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: days(9999) }), (seconds) => {
      expect(fromTimeSpan(toTimeSpan(seconds))).toBe(seconds)
    }),
  )
})

test.each([
  ['0.05:00:00', hours(5)],
  ['5:00:00', hours(5)],
  ['05:00:00', hours(5)],
  ['365.00:00:00', days(365)],
  [' 0:15:30 ', minutes(15) + 30],
])('%s is %i seconds', (text, seconds) => {
  expect(fromTimeSpan(text)).toBe(seconds)
})

test.each(['', '5', '5:00', '24:00:00', '1:60:00', '1:00:60', '-1:00:00', '1.5:00', '1:00:00.5', 'x:00:00'])(
  '%j is no TimeSpan',
  (text) => {
    expect(fromTimeSpan(text)).toBeUndefined()
  },
)

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [900, '15 minutes'],
  [5400, '1 hour 30 minutes'],
  [days(2) + 1, '2 days 1 second'],
])('%i seconds read as %s', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words)
})

test.each(['3600', '5 hours', '-1.00:00:00', '٣'])(
  'PB-11 %s is refused with the notation of the wire',
  (text) => {
    const lifetime = duration({ label: 'Lifetime', help: '', default: 60, min: 60, max: days(1) })
    const judged = lifetime.schema.safeParse(durationKind.decode(text, lifetime))
    expect(judged.error?.issues[0]?.message).toContain('days.hours:minutes:seconds')
  },
)
