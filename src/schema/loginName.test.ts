import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loginName, looksDeceptive, nameKey } from './loginName.ts'

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

test.each([
  ['a zero-width space', 'vic\u200btim@acme.test'],
  ['a zero-width joiner', 'vic\u200dtim@acme.test'],
  ['a direction mark', 'victim\u202e@acme.test'],
  ['a soft hyphen', 'vic\u00adtim@acme.test'],
  ['a Cyrillic i', 'vіctim@acme.test'],
  ['a Greek o', 'bοb@acme.test'],
  ['a control character', 'vic\u0007tim@acme.test'],
  ['a NUL', 'victim\0@acme.test'],
])('RP-08 a name with %s is made to look like another', (_, name) => {
  expect(looksDeceptive(name)).toBe(true)
  expect(loginName.safeParse(name).success && !looksDeceptive(name)).toBe(false)
})

test.each(['ada@acme.test', 'Ада', 'josé@acme.test', '李四', 'σωκράτης'])('%s is in one alphabet', (name) => {
  expect(looksDeceptive(name)).toBe(false)
})

test.each([
  'ada',
  '@acme.test',
  'ada@',
  'ada@acme@test',
  'a da@acme.test',
  'ada@acme..test',
  'ada@-acme.test',
  'ada@acme.test.',
  'ada<script>@acme.test',
  "ada'@acme.test",
  'ada/x@acme.test',
  'ada@acme.test/x',
  'ada:x@acme.test',
  `${'a'.repeat(101)}@acme.test`,
  `ada@${'a'.repeat(101)}`,
  '',
])('%j is no login name', (name) => {
  expect(loginName.safeParse(name).success).toBe(false)
})

test.each(['ada@acme.test', 'svc-1+x_y.z@acme', 'Ada@ACME.test'])('%s is one', (name) => {
  expect(loginName.safeParse(name).success).toBe(true)
})
