import { expect, test, vi } from 'vitest'
import { RecentlyPassed } from './recentlyPassed.ts'

function counted(answer: boolean) {
  const check = { runs: 0, run: () => Promise.resolve(answer).finally(() => check.runs++) }
  return check
}

test('F7 what passed is remembered for its time, counted from the check', async () => {
  vi.useFakeTimers()
  try {
    const recent = new RecentlyPassed({ seconds: 60, entries: 10 })
    const check = counted(true)
    for (const step of [0, 30_000, 29_000]) {
      vi.advanceTimersByTime(step)
      expect(await recent.check('a', check.run)).toBe(true)
    }
    expect(check.runs).toBe(1)
    vi.advanceTimersByTime(1_001)
    await recent.check('a', check.run)
    expect(check.runs).toBe(2)
  } finally {
    vi.useRealTimers()
  }
})

test('what failed is not remembered, nor what broke', async () => {
  const recent = new RecentlyPassed({ seconds: 60, entries: 10 })
  const wrong = counted(false)
  await recent.check('a', wrong.run)
  await recent.check('a', wrong.run)
  expect(wrong.runs).toBe(2)
  await expect(recent.check('b', () => Promise.reject(new Error('broke')))).rejects.toThrow('broke')
  expect(await recent.check('b', counted(true).run)).toBe(true)
})

test('holds a bounded number and forgets the oldest', async () => {
  const recent = new RecentlyPassed({ seconds: 60, entries: 2 })
  const check = counted(true)
  for (const name of ['a', 'b', 'c', 'c', 'b', 'a']) await recent.check(name, check.run)
  expect(check.runs).toBe(4)
})
