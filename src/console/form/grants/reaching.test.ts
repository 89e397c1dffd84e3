import { expect, test } from 'vitest'
import type { ApplicationRight } from '#schema/grant.ts'
import { howHeld, reachedBy, tooMany, type Among } from './reaching.ts'

const role = { Type: 'Role', ID: 'readers', Name: 'Readers' } as const
const group = { Type: 'Group', ID: 'staff', Name: 'Staff' } as const

const among: Among = {
  Type: 'User',
  ID: 'ada',
  ServiceUser: false,
  In: [
    { ...role, Direct: false, Ways: [[group], [{ ...group, ID: 'others', Name: 'Others' }]], MoreWays: 2 },
    { ...group, Direct: true, Ways: [], MoreWays: 0 },
  ],
}
const rightsOf = (rights: Record<string, ApplicationRight[]>) => new Map(Object.entries(rights))

test('rights reach somebody by the shortest way, and nothing comes from whom nothing is given to', () => {
  const given = rightsOf({ 'Role readers': ['Run'], 'Group staff': [] })
  expect(reachedBy(among, given)).toEqual([{ rights: ['Run'], chain: [group, role], more: 3 }])
  expect(reachedBy(among, rightsOf({ 'Group staff': ['View'] }))).toEqual([
    { rights: ['View'], chain: [group], more: 0 },
  ])
  expect(reachedBy(undefined, given)).toEqual([])
})

test('what is given counts before what it contains, and that before what comes through others', () => {
  const reached = [{ rights: ['Manage', 'Run'] satisfies ApplicationRight[], chain: [role], more: 0 }]
  expect(howHeld('View', ['View'], reached)).toBe('given')
  expect(howHeld('ViewDetail', ['Manage'], reached)).toBe('part')
  expect(howHeld('ViewDetail', ['View'], reached)).toBe('through')
  expect(howHeld('Delete', ['View'], reached)).toBeNull()
})

test('Run and View are enough for a service user, and what they are part of is not named twice', () => {
  expect(tooMany(['View', 'Run'], [])).toEqual([])
  expect(tooMany(['Run'], [{ rights: ['ViewDetail', 'Manage'], chain: [role], more: 0 }])).toEqual(['Manage'])
})
