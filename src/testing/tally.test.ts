import { expect, test } from 'vitest'
import { add, inWords, nothing, ofPlaywright, ofRun, ofVitest } from './tally.ts'
import type { VitestReport } from './tally.ts'

const file = (status: string, ...tests: string[]) => ({
  name: 'one.test.ts',
  status,
  assertionResults: tests.map((one, index) => ({
    fullName: `test ${index}`,
    status: one,
    failureMessages: one === 'failed' ? ['no'] : [],
  })),
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
    { ...nothing, passed: 1 },
    { ...nothing, passed: 40, failed: 2, skipped: 3 },
  ])
  expect(inWords(all)).toBe('41 passed, 2 failed, 3 skipped')
  expect(inWords(add([]))).toBe('0 passed, 0 failed')
})

test('each failed test counts', () => {
  const testResults = [file('failed', 'failed', 'passed', 'failed'), file('passed', 'passed')]
  const { failed, named } = ofVitest(report({ numPassedTests: 2, testResults }))
  expect(failed).toBe(2)
  expect(named).toEqual({ failed: ['one.test.ts test 0', 'one.test.ts test 2'], unsteady: [] })
})

test('a test that passed on its second try has passed, and is named', () => {
  const twice = { fullName: 'twice', status: 'passed', failureMessages: ['no'] }
  const testResults = [{ ...file('passed', 'passed'), assertionResults: [twice] }]
  expect(ofVitest(report({ numPassedTests: 1, testResults }))).toEqual({
    passed: 1,
    failed: 0,
    skipped: 0,
    named: { failed: [], unsteady: ['one.test.ts twice'] },
  })
})

test('a file that cannot be loaded counts as one failure', () => {
  expect(ofVitest(report({ testResults: [file('failed')] })).failed).toBe(1)
})

test('skipped and planned tests count as skipped', () => {
  expect(ofVitest(report({ numPendingTests: 2, numTodoTests: 1 })).skipped).toBe(3)
})

test('a browser test that passed on its second try is named; an error outside the tests has failed', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }
  const spec = (title: string, status: string) => ({ file: 'one.spec.ts', title, tests: [{ status }] })
  const inner = { specs: [spec('bad', 'unexpected'), spec('unsteady', 'flaky'), spec('good', 'expected')] }
  expect(ofPlaywright({ stats, errors: [{}], suites: [{ specs: [], suites: [inner] }] })).toEqual({
    passed: 4,
    failed: 2,
    skipped: 2,
    named: { failed: ['one.spec.ts bad'], unsteady: ['one.spec.ts unsteady'] },
  })
})

test('a run that ended badly never counts as clean', () => {
  const clean = () => ({ ...nothing, passed: 5 })
  const bad = () => ({ ...nothing, passed: 5, failed: 2 })
  expect(ofRun(true, {}, clean).failed).toBe(0)
  expect(ofRun(false, {}, clean)).toEqual({ ...nothing, passed: 5, failed: 1 })
  expect(ofRun(false, {}, bad).failed).toBe(2)
  expect(ofRun(true, undefined, clean)).toEqual({ ...nothing, failed: 1 })
})
