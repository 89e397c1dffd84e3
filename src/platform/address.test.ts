import fc from 'fast-check'
import { expect, test } from 'vitest'
import { networkOf, plainAddress } from './address.ts'

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::FFFF:cb00:7109', '203.0.113.9'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::', '::'],
  ['::1', '::1'],
  ['', undefined],
  ['localhost', undefined],
  ['203.0.113.9:80', undefined],
  ['[::1]', undefined],
  ['0x7f.1', undefined],
  ['203.0.113.009', undefined],
  ['10.0.0.0/8', undefined],
])('%j is the address %j', (text, plain) => {
  expect(plainAddress(text)).toBe(plain)
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('RL-01 %s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('RL-01 one /64 is one network, however its addresses are written', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xff_ff), { minLength: 8, maxLength: 8 }), (groups) => {
      fc.pre(groups.slice(0, 5).some((group) => group !== 0))
      const hex = groups.map((group) => group.toString(16))
      const same = [...hex.slice(0, 4), '0', '0', '0', '1'].join(':').toUpperCase()
      expect(networkOf(hex.join(':'))).toBe(networkOf(same))
      expect(networkOf(hex.join(':'))).toBe(`${hex.slice(0, 4).join(':')}::/64`)
    }),
  )
})
