import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { settingsReference } from '#schema/settingsReference.ts'
import { root } from './tool.ts'

/** Files that are made from the sources, with what they have to hold. */
const generated = [{ path: 'public/settings.md', content: settingsReference }]

/** The generated files that differ from their sources. `npm run generate` writes them again. */
export function outdated(): string[] {
  return generated.filter(({ path, content }) => held(path) !== content()).map(({ path }) => path)
}

function held(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return undefined
  }
}

if (import.meta.main) for (const { path, content } of generated) writeFileSync(join(root, path), content())
