import { describe, expect, test } from 'vitest'
import { readEnvironment } from './environment.ts'

test('RL-04 TRUSTED_PROXIES lists whose word on the address behind them counts', () => {
  const { trustedProxies } = readEnvironment({ TRUSTED_PROXIES: ' 10.0.0.5, fd00::/8 ' })
  expect(['10.0.0.5', 'fd00::7', '10.0.0.6', '127.0.0.1'].map(trustedProxies)).toEqual([
    true,
    true,
    false,
    false,
  ])
  for (const nobody of [undefined, '', ' '])
    expect(readEnvironment({ TRUSTED_PROXIES: nobody }).trustedProxies('127.0.0.1')).toBe(false)
})

test.each(['proxy.acme.test', '10.0.0.0/33', '0.0.0.0/0', '10.0.0.5,', '10.0.0.5;10.0.0.6', 'true'])(
  'RL-04 a start with TRUSTED_PROXIES %j is refused in one line that names it',
  (text) => {
    const start = () => readEnvironment({ TRUSTED_PROXIES: text })
    expect(start).toThrow(/^TRUSTED_PROXIES is .+ neither an address nor a network\. It has to be .+$/)
  },
)

describe('X-18 PB-10 plain http beyond this machine', () => {
  const remote = { REMOTE_APPLICATION_ID: 'a', REMOTE_CLIENT_ID: 'b', REMOTE_CLIENT_SECRET: 'c' }
  const variables = [
    { CONSOLE_URL: 'http://host.test:7080' },
    { TENANT_URL: 'http://10.0.0.5:7081' },
    { TENANT_URL: 'http://localhost.evil.test' },
    { REMOTE_TENANT: 'http://tenant.test', ...remote },
  ]

  test.each(variables)('a start with %j is refused in words that name the way out', (given) => {
    const [name = '', address = ''] = Object.entries(given)[0] ?? []
    for (const ALLOW_HTTP of [undefined, '', '0'])
      expect(() => readEnvironment({ ...given, ALLOW_HTTP })).toThrow(
        new RegExp(`^${name} is ${address}: plain http .+ Use https .+ or set ALLOW_HTTP=1`),
      )
    expect(JSON.stringify(readEnvironment({ ...given, ALLOW_HTTP: '1' }))).toContain(address)
  })

  test('https, and this machine, need no leave', () => {
    for (const address of [
      'https://host.test',
      'http://localhost:1',
      'http://127.0.0.1',
      'http://[::1]:7080',
    ])
      expect(readEnvironment({ CONSOLE_URL: address, TENANT_URL: address }).consoleUrl).toBe(address)
  })

  test('another value of ALLOW_HTTP is a mistake', () => {
    expect(() => readEnvironment({ ALLOW_HTTP: 'yes' })).toThrow(/^ALLOW_HTTP is yes\. It has to be 1/)
  })
})

describe('SS-02 SS-03 addresses that people type', () => {
  test('OUTBOUND_ALLOW lists origins', () => {
    const { outbound } = readEnvironment({ OUTBOUND_ALLOW: ' https://idp.internal, http://10.0.0.5:8080 ' })
    expect([...outbound.allow]).toEqual(['https://idp.internal', 'http://10.0.0.5:8080'])
    expect(readEnvironment({ OUTBOUND_ALLOW: ' ' }).outbound.allow.size).toBe(0)
  })

  test.each([
    'idp.internal',
    'https://idp.internal/',
    'https://idp.internal/path',
    'https://a@idp',
    'ftp://idp',
    '*',
    'https://*.idp,',
  ])('a start with OUTBOUND_ALLOW %j is refused in one line', (text) =>
    expect(() => readEnvironment({ OUTBOUND_ALLOW: text })).toThrow(
      /^OUTBOUND_ALLOW is .+ is no origin\. It has to be a list such as .+$/,
    ),
  )

  test('this machine is asked only while nobody else reaches the product', () => {
    const local = { ownPorts: ['7080', '7081'] }
    for (const only of [
      {},
      { HOST: '127.0.0.1' },
      { HOST: '127.0.0.2', CONSOLE_URL: 'http://127.0.0.1:7080' },
    ])
      expect(readEnvironment(only).outbound.local).toEqual(local)
    for (const more of [
      { HOST: '0.0.0.0' },
      { HOST: '::' },
      { HOST: 'host.test' },
      { CONSOLE_URL: 'https://console.acme.test' },
      { TENANT_URL: 'https://tenant.acme.test' },
    ])
      expect(readEnvironment(more).outbound.local).toBeNull()
  })
})
