import { expect, test } from 'vitest'
import { add, inWords, ofPlaywright, ofRun, ofVitest } from './tally.ts'
import type { VitestReport } from './tally.ts'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
})

const report = (part: Partial<VitestReport>): VitestReport => ({
  numPassedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...part,
})

test('steps add up to one line', () => {
  const all = add([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 40, failed: 2, skipped: 3 },
  ])
  expect(inWords(all)).toBe('41 passed, 2 failed, 3 skipped')
  expect(inWords(add([]))).toBe('0 passed, 0 failed')
})

test('each failed test counts', () => {
  const testResults = [file('failed', 'failed', 'passed', 'failed'), file('passed', 'passed')]
  expect(ofVitest(report({ numPassedTests: 2, testResults })).failed).toBe(2)
})

test('a file that cannot be loaded counts as one failure', () => {
  expect(ofVitest(report({ testResults: [file('failed')] })).failed).toBe(1)
})

test('skipped and planned tests count as skipped', () => {
  expect(ofVitest(report({ numPendingTests: 2, numTodoTests: 1 })).skipped).toBe(3)
})

test('a browser test that passed only on a second try failed, as does an error outside the tests', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }
  expect(ofPlaywright({ stats, errors: [{}] })).toEqual({ passed: 3, failed: 3, skipped: 2 })
})

test('a run that ended badly never counts as clean', () => {
  const clean = () => ({ passed: 5, failed: 0, skipped: 0 })
  const bad = () => ({ passed: 5, failed: 2, skipped: 0 })
  expect(ofRun(true, {}, clean).failed).toBe(0)
  expect(ofRun(false, {}, clean)).toEqual({ passed: 5, failed: 1, skipped: 0 })
  expect(ofRun(false, {}, bad).failed).toBe(2)
  expect(ofRun(true, undefined, clean)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})
