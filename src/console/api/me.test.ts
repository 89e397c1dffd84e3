import { expect, test } from 'vitest'
import { holdsAny, lackOf } from './me.ts'

const reader = { UserId: '1', Rights: ['/lib/rights/rouserman.json'], SystemAdministrator: false }

test('one of the rights is enough', () => {
  expect(holdsAny(reader, 'dsman', 'rouserman')).toBe(true)
  expect(holdsAny(reader, 'dsman')).toBe(false)
})

test('a System Administrator lacks nothing', () => {
  expect(lackOf({ ...reader, Rights: [], SystemAdministrator: true }, 'dsman')).toBeUndefined()
})

test('what no right opens is for System Administrators', () => {
  expect(lackOf(reader)).toBe('That needs the role “System Administrator”.')
  expect(lackOf({ ...reader, SystemAdministrator: true })).toBeUndefined()
})

test('what is lacking is named as the portal names it', () => {
  expect(lackOf(reader, 'dsman')).toBe('That needs the right “User Management”.')
  expect(lackOf(reader, 'appman', 'monitor')).toBe(
    'That needs the right “Application Management” or “Read Only System Administration”.',
  )
})
