import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { deriveKeys } from './key.ts'
import { deriveSecret, randomSecret, randomToken } from './secret.ts'

const keys = deriveKeys(new Uint8Array(32).map((_, n) => (n * 73) % 251))
const others = deriveKeys(new Uint8Array(32).map((_, n) => (n * 71) % 251))
const spelling = /^(?=.*[0-9])[0-9A-Za-z]{43}$/

test('a secret is 43 letters and digits with a digit, never the same twice', () => {
  const many = Array.from({ length: 5000 }, randomSecret)
  expect(many.filter((secret) => !spelling.test(secret))).toEqual([])
  expect(new Set(many).size).toBe(many.length)
})

test('no letter is likelier than another', () => {
  const seen = new Map<string, number>()
  for (let n = 0; n < 5000; n++) {
    for (const letter of deriveSecret(keys, 'spread', String(n)))
      seen.set(letter, (seen.get(letter) ?? 0) + 1)
  }
  expect(seen.size).toBe(62)
  // 215,000 letters: 3,468 of each expected, standard deviation 58; taking bytes modulo 62 would give some a fifth more.
  for (const count of seen.values()) expect(Math.abs(count - 3468)).toBeLessThan(350)
})

test('a token is 256 bits of base64url', () => {
  expect(randomToken()).toMatch(/^[\w-]{43}$/)
  expect(randomToken()).not.toBe(randomToken())
})

test('a derived secret is the same for the same key, purpose and parts only', () => {
  const secret = deriveSecret(keys, 'client', 'a', 'b')
  expect(secret).toMatch(spelling)
  expect(deriveSecret(keys, 'client', 'a', 'b')).toBe(secret)
  const different = [
    deriveSecret(others, 'client', 'a', 'b'),
    deriveSecret(keys, 'other', 'a', 'b'),
    deriveSecret(keys, 'client', 'ab'),
    deriveSecret(keys, 'client', 'a,b'),
    deriveSecret(keys, 'client', 'a', 'b', ''),
    deriveSecret(keys, 'client', 'b', 'a'),
  ]
  expect(new Set([secret, ...different]).size).toBe(7)
})

test('a derived secret is well spelled whatever the parts', () => {
  assert(property(string(), string(), (a, b) => spelling.test(deriveSecret(keys, 'client', a, b))))
})
