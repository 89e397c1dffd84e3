import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scopesOpen } from '#tenant/heldScope.ts'
import { guardedCalls, openedBeyond, openedCalls } from './openedCalls.ts'
import { patternFault } from './scopePattern.ts'
import { refusedBy, tighterPatterns } from './tighterPatterns.ts'

const called = [
  { path: 'Redrock/query', calls: 1000 },
  { path: 'Security/WhoAmI', calls: 3 },
]

test('what was called is the first alternative, and what was called often the second', () => {
  expect(tighterPatterns(['.*'], called)).toEqual([
    { patterns: ['Redrock/query$', 'Security/WhoAmI$'], opens: 2, refuses: [] },
    { patterns: ['Redrock/query$'], opens: 1, refuses: [{ path: 'Security/WhoAmI', calls: 3 }] },
  ])
})

test('there is none where nothing was called, or where the patterns open no more than that', () => {
  expect(tighterPatterns(['.*'], [])).toEqual([])
  expect(tighterPatterns(['.*'], [{ path: 'other', calls: 5 }])).toEqual([])
  expect(tighterPatterns(['Redrock/query$', 'Security/WhoAmI$'], called.slice(0, 1))).toEqual([
    { patterns: ['Redrock/query$'], opens: 1, refuses: [] },
  ])
  expect(tighterPatterns(['Redrock/query$'], called)).toEqual([])
})

const path = fc.constantFrom(...guardedCalls.map((call) => call.path))
const pattern = fc.oneof(
  path,
  path.map((each) => `${each}$`),
  path.map((each) => `${each.split('/')[0] ?? ''}/.*`),
  path.map((each) => each.slice(0, 5).toUpperCase()),
  fc.stringMatching(/^[A-Za-z/.*+?|()[\]^$\\-]{1,20}$/),
)
const patterns = fc.array(pattern, { maxLength: 5 })
const enforced = (list: string[], at: string) =>
  scopesOpen([{ name: 'siem', patterns: list, allowed: null }], at)

test('SC-05 what the explorer says is open, gained and lost is what enforcement opens, for any patterns', () => {
  fc.assert(
    fc.property(patterns, patterns, (before, after) => {
      const open = new Set([...openedCalls(before)].map((call) => call.path))
      const [gained, lost] = [openedBeyond(after, before), openedBeyond(before, after)]
      for (const call of guardedCalls) {
        const [was, is] = [enforced(before, call.path), enforced(after, call.path)]
        expect(open.has(call.path)).toBe(was)
        expect(gained.includes(call)).toBe(is && !was)
        expect(lost.includes(call)).toBe(was && !is)
      }
    }),
  )
})

test('SC-05 alternatives open less, are patterns, and refuse exactly what they say', () => {
  const calls = fc.uniqueArray(fc.record({ path, calls: fc.integer({ min: 1, max: 5000 }) }), {
    selector: (each) => each.path,
    maxLength: 25,
  })
  fc.assert(
    fc.property(patterns, calls, (before, made) => {
      for (const { patterns: tighter, refuses } of tighterPatterns(before, made)) {
        for (const each of tighter) expect(patternFault(each)).toBeUndefined()
        expect(openedBeyond(tighter, before)).toEqual([])
        expect(openedCalls(tighter).size).toBeLessThan(openedCalls(before).size)
        for (const each of made)
          expect(refuses.includes(each)).toBe(enforced(before, each.path) && !enforced(tighter, each.path))
        expect(refusedBy(tighter, before, made)).toEqual(refuses)
      }
    }),
  )
})
