import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPerson, anyRule, rule } from '#testing/routingRules.ts'
import { overlaps, shadowedRules } from './conflicts.ts'
import { decide, type RoutingRule } from './decide.ts'

const other = (change: Partial<RoutingRule> = {}) => rule({ identityProvider: 'other', ...change })
/** Whoever is an engineer is of the staff. */
const surroundings = {
  isActive: (id: string) => id !== 'inactive',
  implies: (role: string, of: string) => role === of || (role === 'engineers' && of === 'staff'),
}
const shadows = (...rules: RoutingRule[]) => Object.fromEntries(shadowedRules(rules, surroundings))
const pairs = (...rules: RoutingRule[]) => {
  const shadowed = new Set(shadowedRules(rules, surroundings).keys())
  return overlaps(rules, { isActive: surroundings.isActive, shadowed, most: 50 })
}

describe('RT-04 a rule is shadowed when earlier ones take everybody', () => {
  test.each([
    [[rule(), other()], { 1: [0] }],
    [[rule({ domain: '' }), other()], { 1: [0] }],
    [[rule(), other({ domain: '' })], {}],
    [[rule(), other({ domain: 'sub.company.com' })], {}],
    [[rule({ role: 'staff' }), other()], {}],
    [[rule({ role: 'staff' }), other({ role: 'engineers' })], { 1: [0] }],
    [[rule({ role: 'engineers' }), other({ role: 'staff' })], {}],
    [[rule({ enabled: false }), other()], {}],
    [[rule({ identityProvider: 'inactive' }), other()], {}],
    [[rule({ userAgent: 'Browser' }), other()], {}],
    [
      [
        rule({ userAgent: 'Browser' }),
        rule({ userAgent: 'MobileBrowser' }),
        rule({ userAgent: 'NativeClient' }),
        other(),
      ],
      { 3: [0, 1, 2] },
    ],
  ])('%#', (rules, expected) => {
    expect(shadows(...rules)).toEqual(expected)
  })

  test('it decides for nobody, and so it can be left out', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 8 }), anyPerson, (rules, anybody) => {
        // A rule without domain leaves out who keeps the local sign-in
        const person = { ...anybody, keepsLocalSignIn: false }
        const shadowed = shadowedRules(rules, surroundings)
        const decided = decide(rules, person, surroundings.isActive)
        expect(decided && shadowed.has(rules.indexOf(decided))).not.toBe(true)
      }),
    )
  })
})

describe('RT-04 rules of different identity providers overlap where somebody can fit both', () => {
  test.each([
    [[rule({ role: 'staff' }), other()], [{ earlier: 0, later: 1 }]],
    [[rule({ role: 'staff' }), other({ role: 'guests' })], [{ earlier: 0, later: 1 }]],
    [[rule(), other({ domain: '' })], [{ earlier: 0, later: 1 }]],
    [[rule({ role: 'staff' }), rule()], []],
    [[rule({ domain: 'a.com' }), other()], []],
    [[rule({ userAgent: 'Browser' }), other({ userAgent: 'MobileBrowser' })], []],
    [[rule({ userAgent: 'Browser' }), other()], [{ earlier: 0, later: 1 }]],
    // That is told as shadowed
    [[rule(), other()], []],
    [[rule({ role: 'staff' }), other({ enabled: false })], []],
  ])('%#', (rules, expected) => {
    expect(pairs(...rules)).toEqual(expected)
  })

  test('of many, some are told', () => {
    const rules = Array.from({ length: 1000 }, (_, at) =>
      rule({ identityProvider: at % 2 ? 'acme' : 'other', role: `r${at}` }),
    )
    expect(pairs(...rules)).toHaveLength(50)
  })
})
