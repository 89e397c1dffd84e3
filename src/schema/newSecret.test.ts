import { expect, test } from 'vitest'
import { objectOf } from './category.ts'
import { expiryOf, newSecret } from './newSecret.ts'

const schema = objectOf([newSecret])
const blank = { label: 'x', expiry: 'never', date: '' } as const
const faultOf = (values: Partial<{ label: string; expiry: string; date: string }>) =>
  schema.safeParse({ newSecret: { ...blank, ...values } }).error?.issues[0]?.path.join('.')

test('a label is asked for, and a day that is one and is not over', () => {
  expect(faultOf({})).toBeUndefined()
  expect(faultOf({ label: ' ' })).toBe('newSecret.label')
  for (const date of ['', 'tomorrow', '2030-02-30', '2030-13-01', '2030-1-1', '2020-01-01'])
    expect([date, faultOf({ expiry: 'date', date })]).toEqual([date, 'newSecret.date'])
  expect(faultOf({ expiry: 'date', date: '2099-12-31' })).toBeUndefined()
  expect(faultOf({ expiry: 'days90', date: '2020-01-01' })).toBeUndefined()
})

test('an expiry is a moment, that of a day its end', () => {
  const now = Date.UTC(2026, 10, 22)
  const day = 86_400_000
  expect(expiryOf(blank, now)).toBeNull()
  expect(expiryOf({ ...blank, expiry: 'days90' }, now)).toBe(now + 90 * day)
  expect(expiryOf({ ...blank, expiry: 'days180' }, now)).toBe(now + 180 * day)
  expect(expiryOf({ ...blank, expiry: 'oneYear' }, now)).toBe(now + 365 * day)
  expect(expiryOf({ ...blank, expiry: 'date', date: '2027-03-31' }, now)).toBe(new Date(2027, 3, 1).getTime())
})
