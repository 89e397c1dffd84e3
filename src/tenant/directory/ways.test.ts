import { expect, test } from 'vitest'
import type { Step } from './rightsOf.ts'
import { waysOf } from './ways.ts'

const role = (id: string) => ({ type: 'Role' as const, id })
const group = (id: string) => ({ type: 'Group' as const, id })
const direct = (to: { type: string; id: string }): Step => ({ ...to, through_type: '', through_id: '' })
const step = (to: { type: string; id: string }, from: { type: string; id: string }): Step => ({
  ...to,
  through_type: from.type,
  through_id: from.id,
})

test('what somebody is in themselves has no way, also where a way leads there as well', () => {
  const ways = waysOf([direct(role('a')), direct(group('g')), step(role('a'), group('g'))])
  expect(ways(group('g'))).toEqual({ direct: true, ways: [], more: 0 })
  expect(ways(role('a'))).toEqual({ direct: true, ways: [[group('g')]], more: 0 })
})

test('each last step is a way, from what the user is in on, the shortest first', () => {
  const ways = waysOf([
    direct(group('g')),
    direct(role('b')),
    step(role('a'), group('g')),
    step(role('top'), role('a')),
    step(role('top'), role('b')),
  ])
  expect(ways(role('top'))).toEqual({
    direct: false,
    ways: [[role('b')], [group('g'), role('a')]],
    more: 0,
  })
})

test('roles that contain each other end, and lead nowhere through themselves', () => {
  const ways = waysOf([direct(role('a')), step(role('b'), role('a')), step(role('a'), role('b'))])
  expect(ways(role('a'))).toEqual({ direct: true, ways: [], more: 0 })
  expect(ways(role('b'))).toEqual({ direct: false, ways: [[role('a')]], more: 0 })
})

test('of very many ways ten are named, and the others counted', () => {
  const groups = Array.from({ length: 13 }, (_, at) => group(`g${at}`))
  const ways = waysOf([...groups.map(direct), ...groups.map((each) => step(role('a'), each))])
  expect(ways(role('a'))).toMatchObject({ direct: false, more: 3 })
  expect(ways(role('a')).ways).toHaveLength(10)
})
