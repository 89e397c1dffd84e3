import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimsOf, faultOf, run, scriptUser } from '#testing/scriptRuns.ts'

test('no text breaks the sandbox: each gives claims or a fault', async () => {
  const pieces = fc.constantFrom(
    'setClaim(',
    "'a'",
    ',',
    ')',
    '{',
    '}',
    '(',
    '[',
    ']',
    '`',
    '${',
    '=>',
    'for(;;)',
    'async ',
    'await ',
    'function f()',
    'new ',
    'class A ',
    '/a/',
    'let x=',
    ';',
    '\n',
    '\0',
    'LoginUser',
    '.Get',
    '"\\ud800"',
    '1n',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')),
  )
  await fc.assert(
    fc.asyncProperty(text, async (script) => {
      const { claims, fault } = await run(script)
      expect(Array.isArray(claims) && (fault === null || fault.message !== '')).toBe(true)
    }),
    { numRuns: 300 },
  )
  expect(await claimsOf("setClaim('still', 'there')")).toEqual({ still: 'there' })
})

describe('FE-05 a hostile script is stopped and says where', () => {
  test.each([
    ['an endless loop', '\nwhile (true) Math.abs(1)', /^Line 2: The script computed for more than 50 ms/],
    [
      'a loop that catches all',
      '\nfor (;;) try { for (;;); } catch {} finally { for (;;); }',
      /computed for more than 50 ms/,
    ],
    [
      'an endless pattern',
      "\n/^(a+)+$/.test('a'.repeat(60) + 'b')",
      /^Line 2: The script computed for more than 50 ms/,
    ],
    ['an endless getter of what is thrown', 'throw { get name() { for (;;); } }', /^The script stopped/],
    ['an endless toJSON', "\nsetClaim('a', { toJSON() { for (;;); } })", /computed for more than 50 ms/],
    ['too much memory', "\n'a'.repeat(9e6)", /^Line 2: The script needs more than 8 MB of memory/],
    [
      'a text that doubles',
      "let a = 'x'\nfor (;;) a += a",
      /^Line 2: The script stopped: InternalError: string too long/,
    ],
    [
      'endless recursion',
      '(function f() {\n f() })()',
      /^Line [12]: The script is nested, or calls itself, too deeply/,
    ],
    [
      'recursion that catches',
      '(function f() { try { f() } finally { f() } })()',
      /computed for more than 50 ms|too deeply/,
    ],
    [
      'a search that the engine does not interrupt',
      'Array(2 ** 32 - 1).indexOf(1)',
      /^The script computed for more than 50 ms in one step/,
    ],
    [
      'an endless list that is none',
      '[].includes.call({ length: 2 ** 53 - 1 }, 1)',
      /^The script computed for more than 50 ms in one step/,
    ],
    ['an endless number', 'String(10n ** 250000n)', /^The script computed for more than 50 ms in one step/],
    [
      'a circle',
      "const a = {}\na.a = a\nsetClaim('a', a)",
      /^Line 3: The script stopped: TypeError: circular reference/,
    ],
    [
      'a getter that throws',
      "setClaim('a', { get b() {\n throw new Error('no') } })",
      /^Line 2: The script stopped: Error: no/,
    ],
    [
      'a toJSON that throws',
      "setClaim('a', { toJSON() { throw new TypeError('no') } })",
      /^Line 1: The script stopped: TypeError: no/,
    ],
    ['a toString that throws', 'throw { toString() { throw 1 } }', /^The script stopped: it threw something/],
    ['a thrown text of many lines', "throw 'a\\nb\\u202e\\u2028c'", /^The script stopped: a b c$/],
    ['a thrown text without end', "throw 'x'.repeat(5000)", /^The script stopped: x{300}…$/],
    ['thrown nothing', 'throw null', /^The script stopped: it threw something/],
    ['work for later', "Promise.resolve().then(() => setClaim('a', 1))", /^The script leaves work for later/],
    [
      'an async function',
      "async function f() { await 1; setClaim('a', 1) } f()",
      /^The script leaves work for later/,
    ],
    ['an import', "import('node:fs')", /^The script leaves work for later/],
    ['an import at the top', "import fs from 'node:fs'", /^Line 1: This is not JavaScript that can be read/],
    ['a big number', "setClaim('a', 2n)", /^Line 1: The script stopped: TypeError/],
    ['endless brackets', '('.repeat(19_000), /too deeply|can be read/],
    ['endless lists', '['.repeat(19_000), /too deeply|can be read/],
    ['endless templates', '`${'.repeat(6000), /too deeply|can be read/],
    ['endless groups', `/${'('.repeat(9000)}${')'.repeat(9000)}/`, /can be read/],
    ['endless JSON', "JSON.parse('['.repeat(1e6))", /too deeply/],
  ])('%s', async (_, script, expected) => {
    expect(await faultOf(script)).toMatch(expected)
    expect(await claimsOf("setClaim('still', 'there')")).toEqual({ still: 'there' })
  })

  test('it changes nothing for the next one', async () => {
    await run(
      "Object.prototype.toJSON = () => 'mine'; Array.prototype.push = null; JSON.stringify = null; globalThis.x = 1",
    )
    expect(await claimsOf("setClaim('list', [1, { a: 2 }]); setClaim('x', typeof x)")).toEqual({
      list: [1, { a: 2 }],
      x: 'undefined',
    })
    expect(({} as Record<string, unknown>)['toJSON']).toBeUndefined()
  })

  test('what it changes before it sets claims changes its own claims at most', async () => {
    const script = `Object.prototype.toLowerCase = String.prototype.toLowerCase = () => 'x'
      Map.prototype.set = RegExp.prototype.test = Error = undefined
      Object.defineProperty(Object.prototype, 'get', { get() { return 1 } })
      setClaim('sub', 'x')`
    expect(await faultOf(script)).toMatch(/^Line 4: The claim sub /)
  })

  test('it sees nothing of the server', async () => {
    const names = [
      'process',
      'require',
      'module',
      'Buffer',
      'fetch',
      'console',
      'setTimeout',
      'std',
      'os',
      'Worker',
      'WebAssembly',
      'SharedArrayBuffer',
      'Proxy',
    ]
    const script = `setClaimArray('seen', ${JSON.stringify(names)}.map((name) => typeof globalThis[name]))
      setClaim('own', Object.getOwnPropertyNames(globalThis).filter((name) => /^[sLT].*[a-z]$/.test(name)).join())
      setClaim('constructor', typeof setClaim.constructor('return this.process')())`.replace(
      "'constructor'",
      "'made'",
    )
    expect(await claimsOf(script)).toEqual({
      seen: names.map(() => 'undefined'),
      own: expect.not.stringContaining('process') as string,
      made: 'undefined',
    })
  })

  test('what the script finds cannot be changed', async () => {
    expect(await faultOf("'use strict'\nLoginUser.Uuid = 'x'")).toMatch(
      /^Line 2: The script stopped: TypeError/,
    )
    expect(await claimsOf("LoginUser = {}; setClaim = null; setClaim('a', LoginUser.Uuid)")).toEqual({
      a: scriptUser.uuid,
    })
  })

  test('many at once, hostile ones among them, each get their own answer', async () => {
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        run(index % 10 === 3 ? 'Array(2 ** 32 - 1).indexOf(1)' : `setClaim('index', ${index})`),
      ),
    )
    all.forEach(({ claims, fault }, index) => {
      if (index % 10 === 3) expect(fault?.message).toMatch(/in one step/)
      else expect([claims, fault]).toEqual([[{ name: 'index', value: index }], null])
    })
  })
})
