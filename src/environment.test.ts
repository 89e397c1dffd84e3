import { expect, test } from 'vitest'
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
