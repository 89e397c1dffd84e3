import { describe, expect, test } from 'vitest'
import { addressThrough, noProxies, readProxies } from './trustedProxies.ts'

const proxies = readProxies('10.0.0.5, 192.168.0.0/16,fd00::/8')
const from = (ip: string, forwarded?: string) =>
  addressThrough(proxies, { ip, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } })

describe('RL-04 NT-48 the address behind a proxy', () => {
  test.each([
    ['nobody between', '203.0.113.9', undefined, '203.0.113.9'],
    ['a listed one', '10.0.0.5', '203.0.113.9', '203.0.113.9'],
    ['as a listener on both families sees it', '::ffff:10.0.0.5', '203.0.113.9', '203.0.113.9'],
    ['two listed ones', '10.0.0.5', '203.0.113.9, 192.168.7.1', '203.0.113.9'],
    ['two by IPv6', 'fd12::1', '2001:db8::9, 10.0.0.5', '2001:db8::9'],
    ['with a port', '10.0.0.5', '203.0.113.9:4711', '203.0.113.9'],
    ['with a port by IPv6', '10.0.0.5', '[2001:DB8::9]:4711', '2001:db8::9'],
    ['all of them ours', '10.0.0.5', '192.168.7.2, 192.168.7.1', '192.168.7.2'],
  ])('%s: %s, %j', (_, ip, forwarded, address) => {
    expect(from(ip, forwarded)).toBe(address)
  })

  test.each([
    ['what a stranger says of itself', '203.0.113.9', '198.51.100.7', '203.0.113.9'],
    ['what a stranger told our proxy', '10.0.0.5', '198.51.100.7, 203.0.113.9', '203.0.113.9'],
    ['the name of our proxy, told by a stranger', '10.0.0.5', '10.0.0.5, 203.0.113.9', '203.0.113.9'],
    ['a proxy beside the list', '10.0.0.6', '198.51.100.7', '10.0.0.6'],
    ['no address', '10.0.0.5', '198.51.100.7, unknown', '10.0.0.5'],
    ['nothing', '10.0.0.5', '', '10.0.0.5'],
    ['no header', '10.0.0.5', undefined, '10.0.0.5'],
    ['an end without address', '10.0.0.5', '198.51.100.7,', '10.0.0.5'],
  ])('counts not: %s', (_, ip, forwarded, address) => {
    expect(from(ip, forwarded)).toBe(address)
  })

  test('without a list nobody is believed', () => {
    expect(
      addressThrough(noProxies, { ip: '127.0.0.1', headers: { 'x-forwarded-for': '198.51.100.7' } }),
    ).toBe('127.0.0.1')
  })

  test('a header of the greatest size is read at once', () => {
    const began = performance.now()
    expect(from('10.0.0.5', '10.0.0.5,'.repeat(1800))).toBe('10.0.0.5')
    expect(from('10.0.0.5', `203.0.113.9${',10.0.0.5'.repeat(1800)}`)).toBe('203.0.113.9')
    expect(performance.now() - began).toBeLessThan(500)
  })
})

test.each([
  '',
  'proxy.acme.test',
  '10.0.0.5,',
  '10.0.0.5 10.0.0.6',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '10.0.0.0/',
  '0.0.0.0/0',
  '::/0',
  'fd00::/129',
  '::ffff:10.0.0.0/104',
  '10.0.0.256',
  'true',
  '*',
])('%j is no list of proxies', (text) => {
  expect(() => readProxies(text)).toThrow('neither an address nor a network')
})
