import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { fingerprint, unlessDone } from './stamp.js'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatewright-stamp-'))
  mkdirSync(join(root, 'src', 'deep'), { recursive: true })
  writeFileSync(join(root, 'src', 'one.ts'), 'one')
  writeFileSync(join(root, 'src', 'deep', 'two.ts'), 'two')
  writeFileSync(join(root, 'lock'), 'lock')
  onTestFinished(() => rmSync(root, { recursive: true }))
})

const print = () => fingerprint(root, ['src', 'lock', 'absent'])

test('nothing changed, same fingerprint', () => {
  expect(print()).toBe(print())
})

test.each<[string, () => void]>([
  ['a file deep inside', () => writeFileSync(join(root, 'src', 'deep', 'two.ts'), 'two!')],
  ['a file named itself', () => writeFileSync(join(root, 'lock'), 'other')],
  ['a new file', () => writeFileSync(join(root, 'src', 'three.ts'), '')],
  ['a file that is gone', () => rmSync(join(root, 'src', 'one.ts'))],
  ['a file that was absent', () => writeFileSync(join(root, 'absent'), '')],
  [
    'contents that changed places',
    () => {
      writeFileSync(join(root, 'src', 'one.ts'), 'two')
      writeFileSync(join(root, 'src', 'deep', 'two.ts'), 'one')
    },
  ],
])('another fingerprint after %s', (_, change) => {
  const before = print()
  change()
  expect(print()).not.toBe(before)
})

test('tests do not count', () => {
  const before = print()
  writeFileSync(join(root, 'src', 'one.test.ts'), 'test')
  expect(print()).toBe(before)
})

/** Does the work if it has to be done, and says whether it was. */
function doneFor(inputs: string, work = () => writeFileSync(join(root, 'made'), 'made')): boolean {
  let ran = false
  unlessDone({
    result: join(root, 'made'),
    stamp: join(root, '.cache', 'stamp'),
    inputs,
    work: () => {
      ran = true
      work()
    },
  })
  return ran
}

test('the work is done once for the same inputs, and again for others', () => {
  expect(doneFor('a')).toBe(true)
  expect(doneFor('a')).toBe(false)
  expect(doneFor('b')).toBe(true)
  expect(doneFor('b')).toBe(false)
})

test('the work is done again when its result is gone', () => {
  doneFor('a')
  rmSync(join(root, 'made'))
  expect(doneFor('a')).toBe(true)
})

test('work that failed is done again, also when an earlier one had been done', () => {
  doneFor('a')
  const fail = () => {
    throw new Error('broken off')
  }
  expect(() => doneFor('b', fail)).toThrow('broken off')
  expect(doneFor('a')).toBe(true)
})
