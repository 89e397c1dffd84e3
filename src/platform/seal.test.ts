import { assert, property, string, uniqueArray } from 'fast-check'
import { expect, test } from 'vitest'
import { deriveKeys } from './key.ts'
import { SealBroken, seal, unseal } from './seal.ts'

const keys = deriveKeys(new Uint8Array(32).map((_, n) => (n * 73) % 251))
const others = deriveKeys(new Uint8Array(32).map((_, n) => (n * 71) % 251))
const place = { type: 'identityProvider', id: '7', field: 'clientSecret', version: '3' }

test('KR-01 opens in its own place', () => {
  assert(
    property(string({ unit: 'grapheme' }), (text) => unseal(keys, seal(keys, text, place), place) === text),
  )
})

test('KR-01 the order in which the place is written does not matter', () => {
  const reversed = Object.fromEntries(Object.entries(place).reverse())
  expect(unseal(keys, seal(keys, 'sesame', place), reversed)).toBe('sesame')
})

test.each(Object.keys(place))('KR-01 NT-65 does not open where the %s is another', (member) => {
  const sealed = seal(keys, 'sesame', place)
  expect(() => unseal(keys, sealed, { ...place, [member]: 'x' })).toThrow(SealBroken)
})

test('KR-01 no two places read alike', () => {
  const moved = { 'a","b': 'c', d: 'e' }
  const sealed = seal(keys, 'sesame', { a: 'b', c: 'd","e' })
  expect(() => unseal(keys, sealed, moved)).toThrow(SealBroken)
  assert(
    property(uniqueArray(string(), { minLength: 2, maxLength: 2 }), ([a = '', b = '']) => {
      expect(() => unseal(keys, seal(keys, 'x', { a, b }), { a: b, b: a })).toThrow(SealBroken)
    }),
    { numRuns: 50 },
  )
})

test('NT-65 one changed character anywhere is noticed, and so is a swapped part', () => {
  const sealed = seal(keys, 'sesame', place)
  for (let at = 0; at < sealed.length; at++) {
    // Six bits on: the last character of a part may carry bits that base64url ignores.
    const other = sealed[at] === 'A' ? 'Q' : 'A'
    if (sealed[at] === '.' || sealed[at + 1] === '.' || at === sealed.length - 1) continue
    const altered = sealed.slice(0, at) + other + sealed.slice(at + 1)
    expect(() => unseal(keys, altered, place), `at ${at}`).toThrow(SealBroken)
  }
  const [version, name, key] = sealed.split('.')
  const secretOfAnother = seal(keys, 'other', place).split('.')[3]
  expect(() => unseal(keys, [version, name, key, secretOfAnother].join('.'), place)).toThrow(
    'was altered or moved',
  )
})

test('NT-65 a text that was cut off is refused', () => {
  const sealed = seal(keys, 'sesame', place)
  for (let end = 0; end < sealed.length - 2; end++) {
    expect(() => unseal(keys, sealed.slice(0, end), place)).toThrow(SealBroken)
  }
})

test('OP-04 another key is told from a damaged text', () => {
  expect(() => unseal(others, seal(keys, 'sesame', place), place)).toThrow('was sealed with another key')
})

test('KR-01 sealing twice gives nothing to compare, and shows neither text nor place', () => {
  const twice = [seal(keys, 'sesame', place), seal(keys, 'sesame', place)]
  const parts = twice.map((sealed) => sealed.split('.'))
  expect(parts[0]?.slice(0, 2)).toEqual(parts[1]?.slice(0, 2))
  expect(parts[0]?.[2]?.slice(0, 16)).not.toBe(parts[1]?.[2]?.slice(0, 16))
  expect(parts[0]?.[3]?.slice(0, 16)).not.toBe(parts[1]?.[3]?.slice(0, 16))
  expect(Buffer.from(twice.join(''), 'base64url').toString('latin1')).not.toContain('sesame')
})

test('the message names the place and what to do, not the secret', () => {
  const opened = () => unseal(others, seal(keys, 'sesame', place), place)
  expect(opened).toThrow('The secret of type identityProvider, id 7, field clientSecret, version 3')
  expect(opened).toThrow('restore the row from a backup')
})
