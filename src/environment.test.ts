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
