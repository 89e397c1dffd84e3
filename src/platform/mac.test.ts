import { expect, test } from 'vitest'
import { deriveKeys } from './key.ts'
import { mac, sameText } from './mac.ts'

const keys = deriveKeys(new Uint8Array(32).map((_, n) => (n * 73) % 251))
const others = deriveKeys(new Uint8Array(32).map((_, n) => (n * 71) % 251))

test('F3 a value is known by its keyed hash, which depends on key, purpose and value', () => {
  const hash = mac(keys, 'session', 'abc')
  expect(hash).toMatch(/^[\w-]{43}$/)
  expect(mac(keys, 'session', 'abc')).toBe(hash)
  expect(mac(keys, 'session', 'abd')).not.toBe(hash)
  expect(mac(others, 'session', 'abc')).not.toBe(hash)
})

test('NT-13 the same value for another purpose has another hash', () => {
  expect(mac(keys, 'code', 'abc')).not.toBe(mac(keys, 'session', 'abc'))
})

test('compares texts, also of different length', () => {
  expect(sameText('é', 'é')).toBe(true)
  expect(sameText('a', 'b')).toBe(false)
  expect(sameText('a', 'aa')).toBe(false)
})
