import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedLines } from './changedLines.ts'

test('what is the same above and below is left out', () => {
  expect(changedLines('a\nb\nc\nd', 'a\nx\ny\nd')).toEqual({ from: 2, before: 'b\nc', after: 'x\ny' })
  expect(changedLines('a\nb', 'a\nb\nc')).toEqual({ from: 3, before: 'Nothing', after: 'c' })
  expect(changedLines('a\na\na', 'a\na')).toEqual({ from: 3, before: 'a', after: 'Nothing' })
})

test('a first and a last script are told whole', () => {
  expect(changedLines('', 'a\nb')).toEqual({ from: 1, before: 'Nothing', after: 'a\nb' })
  expect(changedLines('a\nb', '')).toEqual({ from: 1, before: 'a\nb', after: 'Nothing' })
})

test('long ones are cut, and say so', () => {
  const long = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n')
  expect(changedLines('', long).after).toMatch(/line 29\n\(10 more lines\)$/)
})

test('whatever differs has words', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const { before, after } = changedLines(one, other)
      expect([before, after]).not.toContain('')
    }),
  )
})
