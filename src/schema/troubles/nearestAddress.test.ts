import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestAddress } from './nearestAddress.ts'

const registered = ['https://app.test/callback/', 'https://other.test/back', 'http://localhost:3000/back']

test.each([
  [
    'https://app.test/callback',
    'It differs at character 26: the registered one ends in “/”, yours does not.',
  ],
  [
    'https://app.test/callback/x',
    'It differs at character 27: yours ends in “x”, the registered one does not.',
  ],
  [
    'https://app.test/Callback/',
    'It differs at character 18, in upper and lower case alone: yours has “C”, the registered one “c”.',
  ],
  [
    'https://app.test/callback/ ',
    'It differs at character 27: yours ends in a blank, the registered one does not.',
  ],
  [
    'http://app.test/callback/',
    'It differs at character 5: the registered one has “s” there, yours does not.',
  ],
  [
    'http://localhost:49152/Back',
    'It differs at character 18, in upper and lower case alone: yours has “B”, the registered one “b”.',
  ],
  ['https://app.test/callback/', 'It is registered now: nothing differs.'],
  [
    'https://app.test/callback/… (300 characters)',
    'What was kept of the address is the same; it goes on, and only its beginning was recorded.',
  ],
])('%s', (sent, words) => {
  expect(nearestAddress(sent, registered)).toMatchObject({ words })
})

test('nothing is near where nothing is registered', () => {
  expect(nearestAddress('https://app.test/', [])).toBeNull()
})

test('the parts are the two addresses, and no other registered one has more in common', () => {
  const address = fc.webUrl({ withQueryParameters: true })
  fc.assert(
    fc.property(address, fc.array(address, { minLength: 1, maxLength: 5 }), (sent, all) => {
      const found = nearestAddress(sent, all)
      expect(found).not.toBeNull()
      const { before = '', yours = '', theirs = '', after = '', registered: at = '' } = found ?? {}
      expect(before + yours + after).toBe(sent)
      expect(before + theirs + after).toBe(at)
      expect(all).toContain(at)
      if (all.includes(sent)) expect({ yours, theirs }).toEqual({ yours: '', theirs: '' })
    }),
  )
})
