import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOn } from './child.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatewright-child-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What a program says of this folder that was started here. */
async function said(): Promise<string> {
  expect(await startOn(process.execPath, ['program.ts'], { cwd: folder }).ended).toBe(0)
  return readFileSync(join(folder, 'said'), 'utf8')
}

test('what was compiled is kept, and a file that changes is compiled again, however little it changes', async () => {
  writeFileSync(
    join(folder, 'program.ts'),
    `import { writeFileSync } from 'node:fs'
import { word } from './part.ts'
writeFileSync('said', word)`,
  )
  const part = join(folder, 'part.ts')
  for (const word of ['first', 'again', 'other']) {
    writeFileSync(part, `export const word: string = '${word}'`)
    expect(await said()).toBe(word)
    expect(await said()).toBe(word)
  }
  expect(existsSync(join(folder, '.cache', 'compiled'))).toBe(true)
})
