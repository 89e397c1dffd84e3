import { networkInterfaces } from 'node:os'
import { describe, expect, test } from 'vitest'
import { OutboundFault } from './outboundFault.ts'
import { targetOf, type OutboundRules } from './outboundTarget.ts'

const strict: OutboundRules = { allow: new Set(), local: null }
const local: OutboundRules = { allow: new Set(), local: { ownPorts: ['7080', '7081'] } }
const listing = (...allow: string[]): OutboundRules => ({ allow: new Set(allow), local: null })

function reasonOf(address: string, rules = strict): string {
  try {
    targetOf(address, rules)
    return 'fine'
  } catch (error) {
    if (error instanceof OutboundFault) return error.reason
    throw error
  }
}

/** Whether an address, typed as the host, is asked; brackets are added to IPv6. */
function isAsked(host: string, rules = strict): boolean {
  const { url, allows } = targetOf(`https://${host.includes(':') ? `[${host}]` : host}/`, rules)
  return allows(url.hostname.replace(/^\[|\]$/g, ''))
}

describe('SS-02 an address', () => {
  test.each([
    ['https://idp.acme.test/.well-known/openid-configuration', 'fine'],
    ['https://idp.acme.test:443/', 'fine'],
    ['https://idp.acme.test:8443/?a=b', 'fine'],
    ['http://idp.acme.test/', 'plain'],
    ['http://127.0.0.1/', 'plain'],
    ['https://idp.acme.test:444/', 'port'],
    ['https://idp.acme.test:22/', 'port'],
    ['https://user@idp.acme.test/', 'form'],
    ['https://user:password@idp.acme.test/', 'form'],
    ['https://:password@idp.acme.test/', 'form'],
    ['https://idp.acme.test/#a', 'form'],
    ['https://idp.acme.test/#', 'form'],
    ['ftp://idp.acme.test/', 'form'],
    ['file:///etc/passwd', 'form'],
    ['data:application/json,{}', 'form'],
    ['gopher://idp.acme.test/', 'form'],
    ['idp.acme.test', 'form'],
    ['', 'form'],
    [`https://idp.acme.test/${'a'.repeat(2000)}`, 'form'],
    ['https://[fe80::1%25eth0]/', 'form'],
    ['https://[fe80::1%eth0]/', 'form'],
    ['https://idp.acme.test%00.evil.test/', 'form'],
  ])('%s: %s', (address, reason) => expect(reasonOf(address)).toBe(reason))

  test('is plain http or on any port where its origin is listed, and nowhere beside it', () => {
    const rules = listing('http://idp.acme.internal:8080')
    expect(reasonOf('http://idp.acme.internal:8080/x', rules)).toBe('fine')
    for (const beside of ['http://idp.acme.internal/', 'http://idp.acme.internal:8081/'])
      expect(reasonOf(beside, rules)).toBe('plain')
    expect(reasonOf('https://idp.acme.internal:8080/', rules)).toBe('port')
    expect(reasonOf('http://a@idp.acme.internal:8080/', rules)).toBe('form')
  })
})

const inner = `
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255
  192.0.0.1 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1
  255.255.255.255 168.63.129.16 :: ::1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:169.254.169.254 ::7f00:1 64:ff9b::7f00:1
  64:ff9b::a9fe:a9fe 64:ff9b:1::a00:1 100::1 2001::1 2001:2::1 2001:db8::1 2002:7f00:1:: 2002:a00:1:: 3fff::1 fc00::1
  fd00:ec2::254 fe80::1 fec0::1 ff02::1 5f00::1 ::ffff:0:127.0.0.1`

describe('SS-03 NT-19 NT-22', () => {
  test.each(inner.trim().split(/\s+/))('%s is not asked', (host) => expect(isAsked(host)).toBe(false))

  const spelled = `
    2130706433 017700000001 0x7f000001 0x7f.1 127.1 127.0.1 0 0x0 0177.0.0.1 127.0.0.1. ①②⑦.⓪.⓪.① １２７.０.０.１ 127。0。0。1
    %31%32%37.0.0.1 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518 3232235521 0xA.0.0.1`

  test.each(spelled.trim().split(/\s+/))('%s, an inner address in another spelling, is not asked', (host) =>
    expect(isAsked(host)).toBe(false),
  )

  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
  ])('%s is asked', (host) => expect(isAsked(host)).toBe(true))

  test('no address of this machine is asked, however public it looks', () => {
    const own = Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map((one) => one.address))
    expect(own).not.toEqual([])
    const { allows } = targetOf('https://idp.acme.test/', strict)
    expect(own.filter(allows)).toEqual([])
  })

  test('what no resolver should say is no address', () => {
    const { allows } = targetOf('https://idp.acme.test/', listing('https://idp.acme.test'))
    expect(['', 'idp.acme.test', '8.8.8.8/0', 'fe80::1%eth0', '1.2.3.4.5'].filter(allows)).toEqual([])
  })

  test('a listed origin may lie inside, but not where only a link is', () => {
    const { allows } = targetOf('https://idp.acme.internal/', listing('https://idp.acme.internal'))
    const lying = ['10.0.0.1', '192.168.1.1', 'fd12::1', '127.0.0.1', '100.64.0.1', '8.8.8.8']
    expect(lying.filter(allows)).toEqual(lying)
    const elsewhere = ['169.254.169.254', 'fe80::1', '0.0.0.0', '::', '224.0.0.1', '::ffff:169.254.169.254']
    expect(elsewhere.filter(allows)).toEqual([])
  })

  test('in local evaluation this machine is asked, by its own names alone and not where we listen', () => {
    for (const address of [
      'http://localhost:3000/',
      'http://127.0.0.1:9999/x',
      'https://[::1]:1/',
      'http://127.1:3/',
    ]) {
      const { allows } = targetOf(address, local)
      expect(['127.0.0.1', '::1', '8.8.8.8', '10.0.0.1'].map(allows)).toEqual([true, true, false, false])
      expect(reasonOf(address)).not.toBe('fine')
    }
    for (const own of ['http://localhost:7080/', 'http://127.0.0.1:7081/'])
      expect(reasonOf(own, local)).toBe('plain')
    expect(reasonOf('http://localhost.evil.test:3000/', local)).toBe('plain')
    expect(targetOf('https://evil.test/', local).allows('127.0.0.1')).toBe(false)
    expect(isAsked('10.0.0.1', local)).toBe(false)
  })
})
