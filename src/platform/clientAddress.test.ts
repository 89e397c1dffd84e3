import { expect, test } from 'vitest'
import { clientAddress, clientAddressHeader, provenAddress } from './clientAddress.ts'
import { deriveKeys } from './key.ts'

const keys = deriveKeys(new Uint8Array(32).map((_, at) => (at * 61 + 7) % 256))
const others = deriveKeys(new Uint8Array(32).map((_, at) => (at * 61 + 8) % 256))
const from = (value: string | undefined) =>
  clientAddress(keys, { ip: '127.0.0.1', headers: { [clientAddressHeader]: value } })

test('the bff of this installation speaks for its browser', () => {
  expect(from(provenAddress(keys, '203.0.113.9'))).toBe('203.0.113.9')
  expect(from(provenAddress(keys, '2001:db8::1'))).toBe('2001:db8::1')
})

test('RL-04 what anybody else claims counts for nothing', () => {
  const proven = provenAddress(keys, '203.0.113.9')
  for (const claimed of [
    undefined,
    '',
    '203.0.113.9',
    '203.0.113.9 ',
    provenAddress(others, '203.0.113.9'),
    proven.replace('.9', '.8'),
  ])
    expect(from(claimed)).toBe('127.0.0.1')
})
