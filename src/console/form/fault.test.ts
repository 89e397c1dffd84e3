import { expect, test } from 'vitest'
import { faultAt, type Fault } from './fault.ts'

const fault: Fault = {
  message: 'At most 100 scopes.',
  0: { name: { message: 'Use no spaces.' }, patterns: { 2: { message: 'Empty.' } } },
}

test('the message of the whole and of its parts', () => {
  expect(faultAt(fault)).toBe('At most 100 scopes.')
  expect(faultAt(fault, 0, 'name')).toBe('Use no spaces.')
  expect(faultAt(fault, 0, 'patterns', 2)).toBe('Empty.')
})

test('nothing where nothing is wrong', () => {
  expect(faultAt(fault, 0)).toBeUndefined()
  expect(faultAt(fault, 1, 'name')).toBeUndefined()
  expect(faultAt(undefined)).toBeUndefined()
})

test('a list keeps the message of the whole under root', () => {
  const list = Object.assign([{ message: 'Remove it.' }], {
    root: { message: 'Listed twice.' },
  }) as unknown as Fault
  expect(faultAt(list)).toBe('Listed twice.')
  expect(faultAt(list, 0)).toBe('Remove it.')
})
