import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './tool.ts'

// The recipe of a noun is followed in a copy of schema and console, and the compiler says whether it holds.

type Block = { path: string; language: string; text: string }

const recipe = readFileSync(join(root, '.github/NOUN.md'), 'utf8')
const blocks: Block[] = [...recipe.matchAll(/### `([^`]+)`\n\n```(\w+)\n([^]*?)```/g)].map(
  ([, path = '', language = '', text = '']) => ({ path, language, text }),
)
const isEdit = ({ language }: Block) => language === 'diff'

let copy: string
beforeAll(() => {
  mkdirSync(join(root, '.cache'), { recursive: true })
  copy = mkdtempSync(join(root, '.cache/noun-'))
  for (const path of ['package.json', 'tsconfig.json', 'src/schema', 'src/console'])
    cpSync(join(root, path), join(copy, path), { recursive: true })
})
afterAll(() => rmSync(copy, { recursive: true }))

test('a noun is at most six new files and four edits', () => {
  const edits = blocks.filter(isEdit)
  expect(blocks.length - edits.length).toBeGreaterThan(0)
  expect(blocks.length - edits.length).toBeLessThanOrEqual(6)
  expect(edits.length).toBeGreaterThan(0)
  expect(edits.length).toBeLessThanOrEqual(4)
})

test('the recipe of a noun compiles as it stands', { timeout: 300_000 }, async () => {
  for (const block of blocks) {
    const path = join(copy, block.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, isEdit(block) ? edited(readFileSync(path, 'utf8'), block.text) : block.text)
  }
  expect(await compiled(copy)).toBe('')
})

/** Puts the lines with a plus behind the line that stands above them. */
function edited(text: string, diff: string): string {
  const lines = text.split('\n')
  let at = -1
  for (const line of diff.split('\n').filter((each) => each !== '')) {
    if (line.startsWith('+')) lines.splice(++at, 0, line.slice(1))
    else {
      at = lines.indexOf(line.slice(1))
      expect(at, `the line ${line.slice(1)} is there`).toBeGreaterThan(-1)
    }
  }
  return lines.join('\n')
}

const compiled = (folder: string) =>
  new Promise<string>((resolve) => {
    const tsc = join(root, 'node_modules/.bin/tsc')
    execFile(tsc, ['-b', join(folder, 'src/console')], { cwd: folder }, (error, out) => {
      resolve(error ? out || error.message : '')
    })
  })
