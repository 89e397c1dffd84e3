import { expect, test } from 'vitest'
import { clientAddress, clientAddressHeader, provenAddress } from './clientAddress.ts'
import { deriveKeys } from './key.ts'
import { readProxies } from './trustedProxies.ts'

const keys = deriveKeys(new Uint8Array(32).map((_, at) => (at * 61 + 7) % 256))
const others = deriveKeys(new Uint8Array(32).map((_, at) => (at * 61 + 8) % 256))
const trustedProxies = readProxies('10.0.0.5')
const from = (value: string | undefined, { ip = '127.0.0.1', heard }: { ip?: string; heard?: string } = {}) =>
  clientAddress(
    { keys, trustedProxies },
    { ip, headers: { [clientAddressHeader]: value, ...(heard ? { 'x-forwarded-for': heard } : {}) } },
  )

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

test('RL-04 a listed proxy is believed where the bff says nothing, and the bff before it', () => {
  const heard = { ip: '10.0.0.5', heard: '198.51.100.7' }
  expect(from(undefined, heard)).toBe('198.51.100.7')
  expect(from('203.0.113.9', heard)).toBe('198.51.100.7')
  expect(from(provenAddress(keys, '203.0.113.9'), heard)).toBe('203.0.113.9')
  expect(from(undefined, { heard: '198.51.100.7' })).toBe('127.0.0.1')
})
