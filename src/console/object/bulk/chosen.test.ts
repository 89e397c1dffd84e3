import { expect, test } from 'vitest'
import { nothing, toggled } from './chosen.ts'

const page = ['a', 'b', 'c', 'd']
const idsOf = (chosen: ReturnType<typeof toggled>) => [...(chosen?.ids ?? [])]

test('rows are chosen one by one, from the last one on in both directions, and across pages', () => {
  const one = toggled(null, { page, row: 2, through: false })
  expect(idsOf(one)).toEqual(['c'])
  const up = toggled(one, { page, row: 0, through: true })
  expect(idsOf(up).toSorted()).toEqual(['a', 'b', 'c'])
  expect(idsOf(toggled(up, { page, row: 1, through: false })).toSorted()).toEqual(['a', 'c'])
  expect(idsOf(toggled(up, { page: ['x', 'y'], row: 1, through: false })).toSorted()).toEqual([
    'a',
    'b',
    'c',
    'y',
  ])
  expect(idsOf(toggled(nothing, { page, row: 3, through: true }))).toEqual(page)
})
