import { expect, test } from 'vitest'
import { failuresAMinute } from './failuresAMinute.ts'

test('RL-01 failures of one network make it wait for the rest of a minute, and nobody else', () => {
  let now = 0
  const failures = failuresAMinute(3, () => now)
  for (const address of ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2:ffff::3']) {
    expect(failures.wait(address)).toBe(0)
    failures.begin(address)
    now += 1000
  }
  expect(failures.wait('2001:db8:1:2::9')).toBe(57)
  expect(failures.wait('2001:db8:1:3::9')).toBe(0)
  now = 60_000
  expect(failures.wait('2001:db8:1:2::9')).toBe(0)
})

test('what succeeds is not counted', () => {
  const failures = failuresAMinute(1, () => 0)
  for (let turn = 0; turn < 5; turn++) {
    expect(failures.wait('192.0.2.1')).toBe(0)
    failures.begin('192.0.2.1')
    failures.succeed('192.0.2.1')
  }
})
