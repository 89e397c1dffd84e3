import { expect, test } from 'vitest'
import { travelsUnencoded, userPassword } from '#schema/password.ts'
import { generatePassword } from './generatePassword.ts'

test('a generated password fits every policy and survives every library', () => {
  const made = Array.from({ length: 500 }, generatePassword)
  for (const password of made) {
    expect(password).toMatch(/^[A-Za-z0-9]{43}$/)
    expect(password).toMatch(/\d/)
    expect(userPassword.safeParse(password).success).toBe(true)
    expect(travelsUnencoded(password)).toBe(true)
  }
  expect(new Set(made).size).toBe(500)
})
