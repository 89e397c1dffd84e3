import { randomInt } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { add, nothing, type Tally } from '../tally.ts'
import { root } from '../tool.ts'

type Asked = { minutes: number; seed: number }

/** What the variables ask for. Throws an Error in words for anything but numbers. */
export function askedOf(env: NodeJS.ProcessEnv, draw = () => randomInt(2 ** 31)): Asked {
  const numberIn = (name: string, missing: () => number): number => {
    const text = env[name]
    if (text === undefined) return missing()
    if (!/^\d{1,10}$/.test(text)) throw new Error(`${name} is ${text}; expected a whole number.`)
    return Number(text)
  }
  return { minutes: numberIn('SOAK_MINUTES', () => 10), seed: numberIn('SOAK_SEED', draw) }
}

/** Every test of properties, and those that go through all calls, look for what is secret everywhere, or kill. */
export function soakedFiles(): string[] {
  const always = ['matrix', 'canary', 'server', 'dataFolder'].map((name) => `${name}.test.ts`)
  return globSync('src/**/*.test.ts', { cwd: root }).filter(
    (file) =>
      always.some((name) => file.endsWith(`/${name}`)) ||
      /from 'fast-check'/.test(readFileSync(join(root, file), 'utf8')),
  )
}

/** Rounds of the tests, each with a seed of its own, until the time is up or one of them fails. The last round is finished. */
export async function soak(
  { minutes, seed }: Asked,
  run: (round: { seed: number }) => Promise<Tally>,
  now: () => number = Date.now,
): Promise<Tally> {
  const end = now() + minutes * 60_000
  let total = nothing
  for (let round = 0; round === 0 || now() < end; round++) {
    const own = (seed + round) % 2 ** 31
    console.log(`\nRound ${round + 1}: SOAK_SEED=${own}`)
    const tally = await run({ seed: own })
    total = add([total, tally])
    if (tally.failed === 0) continue
    console.log(`\nThe same again: SOAK_SEED=${own} SOAK_MINUTES=0 npm test -- soak`)
    break
  }
  return total
}
