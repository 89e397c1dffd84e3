import { describe, expect, test } from 'vitest'
import {
  administratorPassword,
  passwordStrength,
  travelsUnencoded,
  typedSecret,
  userPassword,
} from './password.ts'

const accepts = (policy: typeof userPassword, value: string) => policy.safeParse(value).success

describe('CL-06 the shortest that is taken', () => {
  test.each([
    ['of a user by API', userPassword, 8],
    ['of an administrator', administratorPassword, 12],
    ['typed in the console for a client', typedSecret, 16],
  ])('%s', (_, policy, shortest) => {
    const value = 'xK3.qPz9Wm-Rt7vL2'
    expect(accepts(policy, value.slice(0, shortest))).toBe(true)
    expect(accepts(policy, value.slice(0, shortest - 1))).toBe(false)
  })
})

test.each([
  'password',
  'Password1!',
  'P@ssw0rd123',
  'passwordpassword',
  'qwerty12345',
  'Admin2026!!',
  'administrator1',
  'letmein!!!',
  '12345678',
  '890123456789',
  'aaaaaaaaaaaa',
  'abababababab',
  'abcdefghijkl',
  'gatewright2026',
])('CL-06 %s is common', (value) => {
  expect(accepts(userPassword, value)).toBe(false)
  expect(passwordStrength(value)).toBe(0)
})

test('CL-07 what is too long in bytes is refused at its field, and never reaches the hash', () => {
  const fill = (unit: string, bytes: number) => `xK3.qP${unit.repeat(bytes)}`
  expect(accepts(userPassword, fill('a', 1018))).toBe(true)
  expect(accepts(userPassword, fill('a', 1019))).toBe(false)
  expect(accepts(userPassword, fill('😀', 254))).toBe(true)
  expect(accepts(userPassword, fill('😀', 255))).toBe(false)
  // Hashed in composed form: one letter of two bytes, although it was typed as two of three
  expect(accepts(userPassword, fill('e\u0301', 509))).toBe(true)
})

test('CL-07 a password of a megabyte is refused at once, whatever is in it', () => {
  const start = performance.now()
  expect(accepts(userPassword, `a${'1'.repeat(999_998)}a`)).toBe(false)
  expect(performance.now() - start).toBeLessThan(1000)
})

test('no password is changed on the way in', () => {
  const value = '  spaces kept \u00a0 é😀  '
  expect(userPassword.parse(value)).toBe(value)
})

test('strength grows with what is typed', () => {
  const grades = ['', 'xK3.q', 'xK3.qPz9Wm', 'xK3.qPz9Wm-Rt7vL2.bN8'].map(passwordStrength)
  expect(grades).toEqual([...grades].sort((a, b) => a - b))
  expect(grades.at(-1)).toBe(4)
})

test('letters and digits travel as they are; others are encoded by libraries', () => {
  expect(travelsUnencoded('aZ09._~-')).toBe(true)
  for (const character of '%+ &=:/@!ü') expect(travelsUnencoded(`a${character}`)).toBe(false)
})
