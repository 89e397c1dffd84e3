import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apiPaths } from './api.ts'
import { opensEverything, patternFault, patternOpens } from './scopePattern.ts'
import { scopeRows } from './scopeRow.ts'

describe('SC-04 NT-63 what a pattern opens', () => {
  test.each<[string, string[], string[]]>([
    [
      'Redrock/*',
      ['Redrock/query', 'redrock/QUERY', 'Redrock', 'RedrockAdmin/x', 'Redrock///x'],
      ['XRedrock/query', 'UserMgmt/Redrock/query'],
    ],
    ['Redrock/query', ['Redrock/query', 'Redrock/queryX'], ['Redrock', 'Redrock/quer']],
    ['/RedRock/query', ['Redrock/query'], ['X/RedRock/query']],
    ['^/Redrock/query$', ['Redrock/query', 'REDROCK/QUERY'], ['Redrock/queryX', 'Redrock/query/x']],
    ['\\/Redrock', ['Redrock/query'], ['X/Redrock']],
    ['^/?Redrock', ['Redrock/query'], ['XRedrock']],
    ['Redrock(/|$)', ['Redrock', 'Redrock/query'], ['RedrockAdmin/x']],
    ['scim*', ['scim/v2/Users', 'Science/x', 'sci'], ['api/scim', 'sc']],
    ['core*', ['Core/GetDirectoryServices'], ['X/core']],
    ['a|Redrock/query', ['abc', 'Redrock/query'], ['xRedrock/query', 'x/a']],
    ['.*', ['Redrock/query', 'anything', ''], []],
    ['//Redrock', [], ['Redrock', 'Redrock/query']],
  ])('%s', (pattern, opens, closed) => {
    expect(patternFault(pattern)).toBeUndefined()
    for (const path of opens) expect([path, patternOpens(pattern, path)]).toEqual([path, true])
    for (const path of closed) expect([path, patternOpens(pattern, path)]).toEqual([path, false])
  })
})

describe('SC-02 refused at save', () => {
  test.each([
    ['empty', ''],
    ['only a slash', '/'],
    ['only an anchor', '^'],
    ['both', '^/'],
    ['lookahead', 'Redrock(?=/query)'],
    ['negative lookbehind', '(?<!x)Redrock'],
    ['a backreference', '(a)\\1'],
    ['an inline flag', '(?i)redrock'],
    ['a flag that turns case on', '(?-i)redrock'],
    ['an unclosed group', 'Redrock('],
    ['a lone quantifier', '*Redrock'],
    ['a letter outside ASCII', 'Rëdrock'],
    ['a newline', 'Redrock\nCore'],
    ['a NUL', 'Redrock\0'],
    ['201 characters', 'a'.repeat(201)],
    ['a program that grows', '((a{1,10}){1,10}){1,10}'],
    ['a count above what a program may have', 'a{201}'],
    ['a class of Unicode', '\\pL'],
    ['one by its name', '[^\\p{Greek}]'],
    ['the other way round', '\\PL'],
    ['a letter beyond ASCII in an escape', '[a-z\\x{100}-\\x{10FFFF}]'],
  ])('%s', (_, pattern) => {
    expect(patternFault(pattern)).toMatch(/\.$/)
    expect(patternOpens(pattern, 'a')).toBe(false)
    expect(patternOpens(pattern, 'Redrock/query')).toBe(false)
  })

  const rows = (count: number, patterns: string[]) =>
    Array.from({ length: count }, (_, index) => ({ name: `s${index}`, description: '', patterns }))

  test('more than 20 patterns in a scope, or too much in all scopes together', () => {
    expect(scopeRows.safeParse(rows(1, Array(20).fill('Redrock') as string[])).success).toBe(true)
    expect(scopeRows.safeParse(rows(1, Array(21).fill('Redrock') as string[])).success).toBe(false)
    const long = 'a'.repeat(150)
    expect(scopeRows.safeParse(rows(6, [long, long])).success).toBe(true)
    expect(scopeRows.safeParse(rows(7, [long, long])).success).toBe(false)
    expect(scopeRows.safeParse(rows(101, [])).success).toBe(false)
  })

  test('two scopes of one name; names are case-sensitive and have the characters of RFC 6749', () => {
    const named = (...names: string[]) => names.map((name) => ({ name, description: '', patterns: [] }))
    expect(scopeRows.safeParse(named('a', 'A', 'a:b/c.d', '~!#[]')).success).toBe(true)
    expect(scopeRows.safeParse(named('a', 'a')).success).toBe(false)
    for (const name of ['a b', 'a"b', 'a\\b', 'ä', 'a\tb', '', 'a'.repeat(121)])
      expect([name, scopeRows.safeParse(named(name)).success]).toEqual([name, false])
  })
})

test('SC-04 a pattern never sees more than the start: what does not open a path opens nothing behind a prefix', () => {
  const literal = fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?$/)
  fc.assert(
    fc.property(literal, fc.stringMatching(/^[A-Z0-9]{1,5}\/$/), (path, prefix) => {
      expect(patternOpens(path, path.toUpperCase())).toBe(true)
      expect(patternOpens(path, prefix + path)).toBe((prefix + path).toLowerCase().startsWith(path))
      expect(patternOpens(`^/${path}$`, `${path}x`)).toBe(false)
    }),
  )
})

test('NT-63 SC-07 the worst patterns within the bounds answer in time', () => {
  const worst = [
    '(\\/?[A-Za-z0-9]+)+$',
    '(a*)*b',
    '(a|a|a|a)*$',
    '(.*)*x',
    '([a-z]+/?)*!',
    `${'a?'.repeat(60)}b`,
  ]
  const path = 'a'.repeat(256)
  for (const pattern of worst) {
    expect(patternFault(pattern)).toBeUndefined()
    patternOpens(pattern, 'warm')
    const times = [1, 2, 3].map(() => {
      const start = performance.now()
      patternOpens(pattern, path)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(50)
  }
})

test('SC-07 no pattern takes long to look at, whether it is then refused or not', () => {
  const worst = [
    '[a-z\\x{100}-\\x{10FFFF}]'.repeat(6),
    'a{1000}'.repeat(25),
    '(a{30}){30}'.repeat(15),
    `[${'\\pL'.repeat(60)}]`,
    '\\PL'.repeat(60),
    '(\\pL)'.repeat(30),
    '[^\\pL]'.repeat(26),
    '.*'.repeat(90),
    '(a?)'.repeat(45),
    '(.{0,30}){3}b',
  ]
  const times = worst.map((pattern) => {
    // Each is looked at for the first time
    const each = Array.from({ length: 9 }, (_, at) => {
      const start = performance.now()
      patternFault(`${pattern}q${at}`)
      return performance.now() - start
    })
    return [pattern, Math.min(...each)] as const
  })
  expect(times.filter(([, time]) => time > 4)).toEqual([])
})

test.each([
  ['a class of ASCII', '[a-z\\x2d]+$', 'Redrock-query'],
  ['a backslash before a letter p', '\\\\pL', '\\pL'],
  ['a brace that counts nothing', 'a\\{300}', 'a{300}'],
  ['the largest count', 'a{197}', 'a'.repeat(197)],
])('SC-02 %s is no reason to refuse', (_, pattern, path) => {
  expect(patternFault(pattern)).toBeUndefined()
  expect(patternOpens(pattern, path)).toBe(true)
})

test.each(['.*', '', 'a*', 'x?', '.', '.+', '\\w+', '[a-z]+/', '[^/]*/', '(a|.)', '.*/.*'].filter(Boolean))(
  'SC-05 %s is known to open everything',
  (pattern) => {
    expect(opensEverything(pattern)).toBe(true)
    expect(apiPaths.filter((path) => !patternOpens(pattern, path))).toEqual([])
  },
)

test.each(['Redrock/.*', 'Redrock/*', '[a-m].*', 'Gatewright/', 'SaasManage/Get'])(
  'SC-05 %s opens a part only',
  (pattern) => {
    expect(opensEverything(pattern)).toBe(false)
    expect(apiPaths.some((path) => !patternOpens(pattern, path))).toBe(true)
  },
)
