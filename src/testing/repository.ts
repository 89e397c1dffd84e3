import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './tool.ts'

export type Source = { path: string; text: string }

/** Every text file of the repository but what is made from it, for tests that read the sources. */
export const repository = (): Source[] =>
  [...filesUnder('.')].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

function* filesUnder(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (['node_modules', '.git', '.cache', '.gatewright', 'dist'].includes(path)) continue
    if (entry.isDirectory()) yield* filesUnder(path)
    else if (/\.(js|tsx?|json|md|html|css|svg|yaml|yml)$|^\.|\/run$/.test(path)) yield path
  }
}
