import { expect, test, vi } from 'vitest'
import { nothing } from '../tally.ts'
import { askedOf, soak, soakedFiles } from './soak.ts'

const passed = { ...nothing, passed: 1 }

test('a soak goes on in rounds until its time is up, each with the next seed', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  let now = 0
  const seeds: number[] = []
  const tally = await soak(
    { minutes: 10, seed: 7 },
    ({ seed }) => {
      seeds.push(seed)
      now += 4 * 60_000
      return Promise.resolve(passed)
    },
    () => now,
  )
  expect([seeds, tally.passed]).toEqual([[7, 8, 9], 3])
})

test('it stops at the first round that fails, and says how to have that one again', async () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const rounds = [passed, { ...nothing, failed: 1 }, passed]
  const tally = await soak(
    { minutes: 10, seed: 7 },
    () => Promise.resolve(rounds.shift() ?? passed),
    () => 0,
  )
  expect(tally).toMatchObject({ passed: 1, failed: 1 })
  expect(said.mock.lastCall).toEqual([expect.stringContaining('SOAK_SEED=8 SOAK_MINUTES=0 npm test -- soak')])
})

test('no time at all is one round', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  expect(await soak({ minutes: 0, seed: 1 }, () => Promise.resolve(passed))).toEqual(passed)
})

test('seed and minutes are taken from the variables, or said to be wrong', () => {
  expect(askedOf({ SOAK_SEED: '12', SOAK_MINUTES: '3' })).toEqual({ seed: 12, minutes: 3 })
  expect(askedOf({}, () => 5)).toEqual({ seed: 5, minutes: 10 })
  expect(() => askedOf({ SOAK_SEED: 'x' })).toThrow('SOAK_SEED is x')
})

test('the tests of calls, rights, secrets and kills are among them', () => {
  const names = soakedFiles().map((file) => file.replaceAll('\\', '/'))
  for (const name of [
    'api/fuzz',
    'api/matrix',
    'api/canary',
    'src/server',
    'database/dataFolder',
    'redrock/anyQuery',
  ])
    expect(names.filter((file) => file.includes(`${name}.test.ts`))).toHaveLength(1)
})
