import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameKey } from './nameKey.ts'

describe('RP-08 NT-36 one person under many spellings is one key', () => {
  test.each([
    ['letter case', 'Victim@Acme.test'],
    ['blanks around it', '  victim@acme.test '],
    ['full-width letters', 'ｖｉｃｔｉｍ@acme.test'],
    ['a full-width @', 'victim＠acme.test'],
    ['a dotless i', 'vıctim@acme.test'],
    ['mathematical letters', '𝐯𝐢𝐜𝐭𝐢𝐦@acme.test'],
    ['a ligature', 'vic\u0074im@acme.test'],
  ])('%s', (_, name) => {
    expect(nameKey(name)).toBe('victim@acme.test')
  })

  test.each([
    ['Straße@a.test', 'STRASSE@a.test'],
    ['STRAẞE@a.test', 'straße@a.test'],
    ['ſam@a.test', 'Sam@a.test'],
    ['Kelvin@a.test', 'kelvin@a.test'],
    ['ΣΙΓΜΑΣ@a.test', 'σιγμας@a.test'],
    ['e\u0301va@a.test', 'éva@a.test'],
  ])('%s is %s', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  test('the key of a key is the key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name))
      }),
      { numRuns: 2000 },
    )
  })

  test('also of each single character', () => {
    const letters = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code))
    expect(letters.filter((letter) => nameKey(nameKey(letter)) !== nameKey(letter))).toEqual([])
  })
})

test('X-01 NT-54 no time is taken over what is longer than any name, and its key is nobody’s', () => {
  const long = `a${'\u0301\u0316'.repeat(500_000)}`
  const before = process.threadCpuUsage()
  const key = nameKey(long)
  expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(10)
  expect(nameKey(key)).not.toBe(key)
  const longest = `${'a'.repeat(100)}@${'b'.repeat(100)}`
  expect(nameKey(longest)).toBe(longest)
})
