import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildConsole } from '../start/console.js'
import { getChromium } from './chromium.ts'
import { outdated } from './generated.ts'
import { startPostgres } from './postgres.ts'
import type { PrivatePostgres } from './postgres.ts'
import { askedOf, soak, soakedFiles } from './soak/soak.ts'
import { add, nothing, ofPlaywright, ofRun, ofVitest } from './tally.ts'
import type { PlaywrightReport, Tally, VitestReport } from './tally.ts'
import { root, tool } from './tool.ts'

export type Step = {
  name: string
  title: string
  /** Part of `npm run check` as well. */
  quick: boolean
  /** Runs only when it is asked for by name. */
  extra?: boolean
  /** The command that mends what this step finds. */
  cure?: string
  run(): Promise<Tally>
}

/** What `npm test` does, in this order. */
export const steps: Step[] = [
  { name: 'types', title: 'Types', quick: true, run: () => one('tsc', '-b') },
  {
    name: 'lint',
    title: 'Lint and import borders',
    quick: true,
    run: () => one('oxlint', '--deny-warnings'),
  },
  {
    name: 'format',
    title: 'Format',
    quick: true,
    cure: 'npm run format',
    run: () => one('prettier', '--check', '--log-level=warn', '.'),
  },
  { name: 'unused', title: 'Dead code', quick: true, run: () => one('knip', '--no-progress') },
  { name: 'generated', title: 'Generated files', quick: true, cure: 'npm run generate', run: generatedFiles },
  {
    name: 'unit',
    title: 'Unit tests, the stores on SQLite and PostgreSQL',
    quick: true,
    run: () => vitest('unit'),
  },
  {
    name: 'gallery',
    title: 'Forms and controls in Chromium',
    quick: false,
    cure: 'npm run pictures, if what they show is meant',
    run: () => gallery(),
  },
  { name: 'build', title: 'Console build', quick: false, run: build },
  { name: 'e2e', title: 'End to end in Chromium', quick: false, run: () => browserTests() },
  { name: 'size', title: 'Size budget', quick: false, run: () => one('size-limit') },
  {
    name: 'strangers',
    title: 'The exchanges of programs that others wrote',
    quick: false,
    // Part of the unit tests, but for what takes minutes to install
    extra: true,
    run: async () =>
      add([
        await vitest('strangers', ['src/testing/strangers']),
        await build(),
        await browserTests(['e2e/strangers/identityProviders.spec.ts'], { STRANGERS: '1' }),
      ]),
  },
  {
    name: 'soak',
    title: 'Soak: properties, rights, secrets and kills for longer',
    quick: false,
    extra: true,
    run: () => soak(askedOf(process.env), soakRound),
  },
]

async function one(name: string, ...args: string[]): Promise<Tally> {
  return (await tool(name, args)) ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 }
}

function generatedFiles(): Promise<Tally> {
  const files = outdated()
  for (const file of files) console.log(`${file} is not what its sources make.`)
  return Promise.resolve({ ...nothing, passed: files.length === 0 ? 1 : 0, failed: files.length })
}

function soakRound({ seed }: { seed: number }): Promise<Tally> {
  const args = [...soakedFiles(), '--testTimeout=600000']
  return vitest('soak', args, { SOAK_SEED: String(seed) })
}

async function vitest(name: string, more: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Tally> {
  const given = process.env['TEST_DATABASE_URL']
  const { postgres, tally } = given ? { postgres: undefined, tally: nothing } : await privatePostgres()
  const url = given ?? postgres?.url
  try {
    // The border to what other tools write: tally.ts names the parts it reads.
    const report = emptyReport(name)
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...more]
    const succeeded = await tool('vitest', args, { ...env, ...(url ? { TEST_DATABASE_URL: url } : {}) })
    return add([tally, ofRun(succeeded, read(report) as VitestReport | undefined, ofVitest)])
  } finally {
    await postgres?.stop()
  }
}

/** Also makes the pictures anew, where that is wanted. */
export async function gallery(...more: string[]): Promise<Tally> {
  console.log(`With ${getChromium()}`)
  const report = emptyReport('gallery')
  const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...more]
  const succeeded = await tool('vitest', ['run', '--config', 'src/testing/gallery.config.ts', ...args])
  return ofRun(succeeded, read(report) as VitestReport | undefined, ofVitest)
}

async function privatePostgres(): Promise<{ postgres: PrivatePostgres | undefined; tally: Tally }> {
  const needed = process.env['CI'] === 'true'
  try {
    const postgres = await startPostgres({ install: needed })
    if (postgres) return { postgres, tally: nothing }
    console.log('No PostgreSQL (initdb, postgres) on this machine.')
  } catch (error) {
    console.log(error instanceof Error ? error.message : error)
  }
  console.log(needed ? 'CI tests both databases: failed.' : 'SKIPPED: the tests of the stores on PostgreSQL.')
  return { postgres: undefined, tally: needed ? { ...nothing, failed: 1 } : { ...nothing, skipped: 1 } }
}

function build(): Promise<Tally> {
  buildConsole(root, process.execPath)
  return Promise.resolve({ ...nothing, passed: 1 })
}

async function browserTests(more: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Tally> {
  console.log(`With ${getChromium()}`)
  const report = emptyReport('e2e')
  const args = ['test', '--config', 'e2e/playwright.config.ts', '--pass-with-no-tests', ...more]
  const succeeded = await tool('playwright', args, { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  return ofRun(succeeded, read(report) as PlaywrightReport | undefined, ofPlaywright)
}

function emptyReport(name: string): string {
  const path = join(root, '.cache', 'reports', `${name}.json`)
  mkdirSync(dirname(path), { recursive: true })
  rmSync(path, { force: true })
  return path
}

function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
