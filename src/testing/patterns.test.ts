import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { RegExpParser, type AST } from '@eslint-community/regexpp'
import { analyse } from 'scslre'
import { expect, test } from 'vitest'
import { parseSync } from 'vite'
import { root } from './tool.ts'

// A regular expression that takes the square of a text's length stops the server for whoever sends a long one. Two ways of finding them:
// by their structure, and by trying texts that repeat what they begin with, where each beginning may read all the rest.

type Pattern = { at: string; source: string; flags: string }

const code = ['src', 'e2e'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(js|tsx?)$/.test(path))
    .map((path) => join(folder, path)),
)
const patterns = code.flatMap((path) => patternsIn(path, readFileSync(join(root, path), 'utf8')))

function patternsIn(path: string, text: string): Pattern[] {
  const found: Pattern[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const member of Object.values(node)) visit(member)
    if (!('regex' in node) || !('start' in node)) return
    const { pattern: source, flags } = node.regex as { pattern: string; flags: string }
    const line = text.slice(0, Number(node.start)).split('\n').length
    found.push({ at: `${path}:${line}`, source, flags })
  }
  visit(parseSync(path, text).program)
  return found
}

const isSuperLinear = (pattern: Pick<Pattern, 'source' | 'flags'>) => analyse(pattern).reports.length > 0

/** Seconds of CPU are the same on a busy machine; the least of three tries leaves out what else the thread did. */
function millisecondsOf(work: () => void): number {
  const tries = [1, 2, 3].map(() => {
    const before = process.threadCpuUsage()
    work()
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...tries)
}

/** What the elements of a pattern match one after the other, shortest first; assertions match nothing. */
function beginnings(source: string, flags: string): string[] {
  const { alternatives } = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
  })
  return ['a-"0 /A:=@', '-"=:/ @a0A', '0a=A-'].flatMap((preferred) =>
    alternatives.flatMap(({ elements }) =>
      elements.map((_, last) =>
        elements
          .slice(0, last + 1)
          .map((each) => example(each, preferred))
          .join(''),
      ),
    ),
  )
}

function example(element: AST.Element, preferred: string): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value)
    case 'CharacterSet':
    case 'CharacterClass':
      return [...preferred, ...others].find((each) => new RegExp(`^${element.raw}$`, 'u').test(each)) ?? ''
    case 'Quantifier':
      return example(element.element, preferred).repeat(Math.max(1, element.min))
    case 'Group':
    case 'CapturingGroup':
      return (element.alternatives[0]?.elements ?? []).map((each) => example(each, preferred)).join('')
    case 'Assertion':
    case 'Backreference':
    case 'ExpressionCharacterClass':
      return ''
  }
}

const others = Array.from({ length: 0x250 }, (_, point) => String.fromCodePoint(point))

/** Milliseconds over the slowest of the texts that repeat a beginning; of short texts first, or some patterns would never end. */
function slowest({ source, flags }: Pick<Pattern, 'source' | 'flags'>): number {
  const pattern = new RegExp(source, flags)
  let most = 0
  for (const start of new Set(beginnings(source, flags)))
    for (const length of [200, 2000, 16_000]) {
      if (start === '' || most > linear) break
      const text = start.repeat(Math.ceil(length / start.length)).slice(0, length)
      for (const end of ['', '\u0000'])
        most = Math.max(
          most,
          millisecondsOf(() => (text + end).replace(pattern, '')),
        )
    }
  return most
}

const linear = 15

const inWords = ({ at, source }: Pattern) =>
  `${at}: /${source}/ takes the square of the length of some text. Begin it with what it cannot repeat, bound its loops, or split the text.`

test('X-07 no regular expression is super-linear by its structure', () => {
  expect(patterns.length).toBeGreaterThan(300)
  expect(patterns.filter(isSuperLinear).map(inWords)).toEqual([])
})

const served = patterns.filter(({ at }) => !/\.test\.|^e2e|^src\/(testing|start|samples)/.test(at))

test('X-07 no regular expression of the product takes its time over a text that repeats its beginning', () => {
  expect(served.length).toBeGreaterThan(80)
  expect(served.filter((pattern) => slowest(pattern) > linear).map(inWords)).toEqual([])
})

test('X-07 the product builds no regular expressions from texts', () => {
  const built = code.filter(
    (path) =>
      /^src\/(bff|console|platform|schema|tenant)\//.test(path) &&
      !path.includes('.test.') &&
      readFileSync(join(root, path), 'utf8').includes('RegExp('),
  )
  expect(built).toEqual([])
})

test.each([
  ['x+$', true],
  ['([?#&])([^=&#]*)=([^&#]*)', true],
  ['^(a+)+$', true],
  ['^a*a*b', true],
  ['^[a-z]+@[a-z]+$', false],
  ['a{1,60}b', false],
])('X-07 the structure tells of %s', (source, found) => {
  expect(isSuperLinear({ source, flags: '' })).toBe(found)
})

test.each([
  [String.raw`\beyJ[\w-]+\.[\w-]+`, true],
  ['name="[^"]*"', false],
])('X-07 the trial tells of %s', (source, found) => {
  expect(slowest({ source, flags: '' }) > linear).toBe(found)
})
