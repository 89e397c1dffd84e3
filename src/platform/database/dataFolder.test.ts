import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { longer, numbersFor } from '#testing/soak/longer.ts'
import { openDataFolder } from './dataFolder.ts'
import { openSqlite } from './database.ts'

const moment = numbersFor('kills of a writer')
let folder: string
const children = new Set<ChildProcess>()

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'gatewright-folder-')), 'data')
})
afterEach(async () => {
  await Promise.all([...children].map(kill))
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

const here = (file: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, file)).href)

/** Takes the folder, then adds one number after the other, saying which are in the database. */
const program = (path: string) => `
import { openDataFolder } from ${here('dataFolder.ts')}
import { openSqlite } from ${here('database.ts')}
const folder = openDataFolder(${JSON.stringify(path)})
const { sql } = await import('kysely')
const database = openSqlite(folder.database)
await database.write((tx) => sql\`create table if not exists line (number integer primary key, half text)\`.execute(tx))
const { rows } = await sql\`select coalesce(max(number), 0) as n from line\`.execute(database.read)
for (let n = rows[0].n + 1; ; n++) {
  await database.write(async (tx) => {
    await sql\`insert into line (number) values (\${n})\`.execute(tx)
    await sql\`update line set half = 'whole' where number = \${n}\`.execute(tx)
  })
  process.stdout.write(n + '\\n')
}`

/** Starts the program and waits until it has written something. */
async function start(path = folder): Promise<{ child: ChildProcess; acknowledged: () => number }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program(path)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  let said = ''
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  await once(child.stdout, 'data')
  // The last line may have been cut off by the kill.
  return { child, acknowledged: () => Number(said.split('\n').slice(0, -1).at(-1) ?? 0) }
}

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

test('makes the folder for its owner alone and says whose it is', () => {
  const data = openDataFolder(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(`${process.pid} ${hostname()}\n`)
  expect(data).toMatchObject({ path: folder, database: join(folder, 'gatewright.sqlite') })
  data.close()
  expect(existsSync(join(folder, 'lock'))).toBe(false)
  data.close()
  openDataFolder(folder).close()
})

test('FT-18 a second opening is refused and names the process and the variable', async () => {
  const { child } = await start()
  const second = () => openDataFolder(folder)
  expect(second).toThrow(`is in use by process ${child.pid}.`)
  expect(second).toThrow('GATEWRIGHT_DATA')
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toContain(String(child.pid))
  await kill(child)
  openDataFolder(folder).close()
})

test('FT-18 also inside one process', () => {
  const data = openDataFolder(folder)
  expect(() => openDataFolder(folder)).toThrow(`is in use by process ${process.pid}`)
  data.close()
})

test('FT-18 a number left behind does not lock, even when a live process has it now', () => {
  openDataFolder(folder).close()
  writeFileSync(join(folder, 'lock'), `${process.ppid} ${hostname()}\n`)
  const data = openDataFolder(folder)
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toContain(String(process.pid))
  data.close()
})

test('a folder that cannot be is refused with the variable that names it', () => {
  writeFileSync(join(folder, '..', 'file'), '')
  expect(() => openDataFolder(join(folder, '..', 'file'))).toThrow(/cannot be .*set GATEWRIGHT_DATA/)
  expect(() => openDataFolder(join(folder, '..', 'file', 'data'))).toThrow(/cannot be .*set GATEWRIGHT_DATA/)
})

test(
  'FT-18 F4 kill -9 fifty times: nothing acknowledged is lost, nothing is half, the folder is free at once',
  { timeout: longer(120_000) },
  async () => {
    for (let round = 0; round < longer(50); round++) {
      const { child, acknowledged } = await start()
      await new Promise((resolve) => setTimeout(resolve, moment() * 40))
      await kill(child)
      const data = openDataFolder(folder)
      const database = openSqlite<{ line: { number: number; half: string | null } }>(data.database)
      const rows = await database.read.selectFrom('line').selectAll().orderBy('number').execute()
      await database.close()
      data.close()
      expect(rows.length).toBeGreaterThanOrEqual(acknowledged())
      expect(acknowledged()).toBeGreaterThan(0)
      expect(rows.every((row, at) => row.number === at + 1 && row.half === 'whole')).toBe(true)
    }
  },
)
