import { assert, constantFrom, jsonValue, property, string, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HttpFault } from './httpFault.ts'
import { readJson } from './jsonBody.ts'

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

function outcome(text: string): { value: unknown } | 'refused' {
  try {
    return { value: readJson(text) }
  } catch (error) {
    if (error instanceof HttpFault) return 'refused'
    throw error
  }
}

test.each([
  ['', {}],
  [' \r\n', {}],
  ['null', null],
  ['[]', []],
  [
    '{"a":{"a":[{"a":1},{"a":2}]},"b":"{\\"a\\":1,\\"a\\":2}"}',
    { a: { a: [{ a: 1 }, { a: 2 }] }, b: '{"a":1,"a":2}' },
  ],
  ['{"a":"b","c":"a"}', { a: 'b', c: 'a' }],
  ['["a","a",":"]', ['a', 'a', ':']],
  ['\ufeff{"a":1}', { a: 1 }],
  ['{"a":"[[[[[[[[[[[[[[[[[[[[[[[[["}', { a: '[[[[[[[[[[[[[[[[[[[[[[[[[' }],
])('reads %j', (text, value) => expect(readJson(text)).toEqual(value))

describe('NT-43 refuses a member given twice', () => {
  test.each([
    '{"a":1,"a":1}',
    '{"a":1,"b":{"c":1,"c":2}}',
    '[{"a":1 , "a"\t:\n2}]',
    '{"a":{"b":1},"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"Role":1,"role":2}',
    '{"é":1,"É":2}',
    '{"a\\"b":1,"a\\u0022b":2}',
  ])('%s', (text) => expect(() => readJson(text)).toThrow('same member twice'))
})

test.each(['{"__proto__":{"admin":true}}', '{"a":[{"\\u005f_proto__":1}]}', '{"__PROTO__":1}'])(
  'NT-43 refuses %s',
  (text) => expect(() => readJson(text)).toThrow('__proto__'),
)

test('RL-06 takes 20 levels and not 21, however many there are', () => {
  expect(readJson(nested(20))).toBeTruthy()
  expect(() => readJson(nested(21))).toThrow('nested deeper than 20')
  expect(() => readJson('[{"a":'.repeat(200_000))).toThrow('nested deeper than 20')
  expect(readJson(`[${'[],'.repeat(50_000)}{}]`)).toHaveLength(50_001)
})

test('OP-02 names no part of what it could not read', () => {
  for (const text of ['{"password":"sesame"', 'sesame', '{"sesame\\x":1}', '{sesame:1}', "{'a':1}"]) {
    expect(() => readJson(text)).toThrow(new HttpFault(400, 'invalid_json', 'The body is not valid JSON.'))
  }
})

test('reads whatever a standard writer writes', () => {
  // Names that differ in case only, and __proto__, are refused on purpose.
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  const hasTwins = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false
    const names = Object.keys(value)
    const twins = names.some(
      (name, at) => same(name, '__proto__') || names.slice(at + 1).some((other) => same(name, other)),
    )
    return twins || Object.values(value).some(hasTwins)
  }
  assert(
    property(jsonValue({ maxDepth: 5 }), constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      expect(outcome(text)).toEqual(hasTwins(value) ? 'refused' : { value: JSON.parse(text) as unknown })
    }),
  )
})

test('gives what a standard reader gives, or refuses', () => {
  const pieces = constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '"b"',
    '\\',
    ' ',
    '1',
    'null',
    '{"a":',
    '"A":',
    'é',
  )
  const texts = tuple(...Array.from({ length: 10 }, () => pieces)).map((parts) => parts.join(''))
  const standard = (text: string) => {
    try {
      return { value: JSON.parse(text) as unknown }
    } catch {
      return undefined
    }
  }
  for (const source of [texts, string()]) {
    assert(
      property(source, (text) => {
        const ours = outcome(text)
        return (
          text.trim() === '' || ours === 'refused' || JSON.stringify(ours) === JSON.stringify(standard(text))
        )
      }),
      { numRuns: 3000 },
    )
  }
})

test('RL-06 takes time in proportion to the length', () => {
  const time = (text: string) => {
    const started = performance.now()
    outcome(text)
    return performance.now() - started
  }
  const hostile = ['"\\"', '{"a"', '" "', '"a" \n\t  ', ':"', '\\']
  const slow = hostile.filter((piece) => time(piece.repeat(1_000_000 / piece.length)) > 500)
  expect(slow).toEqual([])
  expect(time(`{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join(',')}}`)).toBeLessThan(500)
})
