import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPerson, anyRule, rule } from '#testing/routingRules.ts'
import { decide, type Person, type RoutingRule } from './decide.ts'
import { asciiDomain, domainOf } from './domain.ts'
import { agentOf } from './userAgent.ts'

const person = (change: Partial<Person> = {}): Person => ({
  name: 'a@company.com',
  agent: 'Browser',
  roles: new Set(),
  keepsLocalSignIn: false,
  ...change,
})
const active = () => true
const caught = (rules: RoutingRule[], who: Partial<Person> = {}) => decide(rules, person(who), active)?.id

describe('RT-07 FC-16 a domain is what stands behind the last @, label by label', () => {
  test.each([
    ['a@company.com', true],
    ['A@COMPANY.COM', true],
    ['TEST@COMPANY.COM', true],
    ['a＠company.com', true],
    ['a@x@company.com', true],
    ['a@company.com@evil.com', false],
    ['a@company.com.evil.com', false],
    ['a@x@company.com.evil.com', false],
    ['a@sub.company.com', false],
    ['a@company.com.', false],
    ['a@company.com/x', false],
    ['a@company.com:443', false],
    ['a@', false],
    ['a', false],
    ['', false],
  ])('%s', (name, fits) => {
    expect(caught([rule()], { name })).toBe(fits ? 'r' : undefined)
  })

  test('an international domain has one spelling', () => {
    expect(asciiDomain('bücher.example')).toBe('xn--bcher-kva.example')
    expect(caught([rule({ domain: 'xn--bcher-kva.example' })], { name: 'a@bücher.example' })).toBe('r')
    expect(domainOf(`a@${'x'.repeat(400)}`)).toBeNull()
  })
})

describe('RT-01 the first rule that fits decides', () => {
  test('in the order of the list', () => {
    expect(caught([rule({ id: '1', domain: 'other.com' }), rule({ id: '2' }), rule({ id: '3' })])).toBe('2')
  })
  test('what is off counts for nothing, nor does an identity provider that is not active', () => {
    expect(caught([rule({ id: '1', enabled: false }), rule({ id: '2' })])).toBe('2')
    const isActive = (id: string) => id !== 'acme'
    const rules = [rule({ id: '1' }), rule({ id: '2', identityProvider: 'other' })]
    expect(decide(rules, person(), isActive)?.id).toBe('2')
  })
  test('a role narrows to its members, an agent to its programs', () => {
    expect(caught([rule({ role: 'staff' })])).toBeUndefined()
    expect(caught([rule({ role: 'staff' })], { roles: new Set(['staff']) })).toBe('r')
    expect(caught([rule({ userAgent: 'NativeClient' })])).toBeUndefined()
    expect(caught([rule({ userAgent: 'NativeClient' })], { agent: 'NativeClient' })).toBe('r')
  })
  test('without domain it catches everybody but who keeps the local sign-in; with one, them too', () => {
    const everybody = rule({ domain: '' })
    expect(caught([everybody], { name: 'a' })).toBe('r')
    expect(caught([everybody], { keepsLocalSignIn: true })).toBeUndefined()
    expect(caught([rule()], { keepsLocalSignIn: true })).toBe('r')
  })

  test('the same input gives the same answer, and rules behind it change nothing', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 8 }), anyPerson, anyRule, (rules, who, another) => {
        const first = decide(rules, who, active)
        expect(decide(structuredClone(rules), who, active)).toEqual(first)
        if (first) expect(decide([...rules, another], who, active)).toEqual(first)
      }),
    )
  })
})

test.each([
  ['page', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36', 'Browser'],
  [
    'page',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148 Safari/604.1',
    'MobileBrowser',
  ],
  ['page', 'Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/131.0.0.0 Mobile Safari/537.36', 'MobileBrowser'],
  ['page', undefined, 'Browser'],
  ['api', 'curl/8.0', 'NativeClient'],
] as const)('RT-09 by the door %s, %s is %s', (door, header, agent) => {
  expect(agentOf(door, header)).toBe(agent)
})
