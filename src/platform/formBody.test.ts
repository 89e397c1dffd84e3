import { expect, test } from 'vitest'
import { readForm } from './formBody.ts'

test('reads form encoding, and gives what was sent twice as a list', () => {
  expect({ ...readForm('a=1&b=x+y%2B&a=2&a=3&c=&d') }).toEqual({
    a: ['1', '2', '3'],
    b: 'x y+',
    c: '',
    d: '',
  })
  expect({ ...readForm('') }).toEqual({})
})

test('NT-43 a parameter can have any name without harm', () => {
  const values = readForm('__proto__=1&constructor=2')
  expect(Object.keys(values)).toEqual(['__proto__', 'constructor'])
  expect(({} as Record<string, unknown>)['1']).toBeUndefined()
})

test('RL-06 takes 100 parameters and not 101', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => `p${n}=1`).join('&')
  expect(Object.keys(readForm(many(100)))).toHaveLength(100)
  expect(() => readForm(many(101))).toThrow('More than 100 parameters')
  expect(() => readForm('&'.repeat(1_000_000))).toThrow('More than 100 parameters')
})
