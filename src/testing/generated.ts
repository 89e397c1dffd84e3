import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiReference } from '#schema/apiReference.ts'
import { settingsReference } from '#schema/settingsReference.ts'
import { withDecisionIndex } from './decisionIndex.ts'
import { repository } from './repository.ts'
import { withOpenMarks } from './ruleIds.ts'
import { root } from './tool.ts'

type Generated = { path: string; content: () => string; mayLag?: true }

/** Files that are made from the sources, whole or in part, with what they have to hold. */
const generated: Generated[] = [
  { path: 'public/api.md', content: apiReference },
  { path: 'public/settings.md', content: settingsReference },
  { path: 'src/decisions.md', content: () => withDecisionIndex(held('src/decisions.md')) },
  // A rule that got its test a moment ago may still be called open; the reverse fails in citations.test.ts
  { path: 'src/rules.md', content: () => withOpenMarks(held('src/rules.md'), repository()), mayLag: true },
]

/** The generated files that differ from their sources. `npm run generate` writes them again. */
export function outdated(): string[] {
  return generated
    .filter(({ path, content, mayLag }) => mayLag !== true && held(path) !== content())
    .map(({ path }) => path)
}

/** What a file holds; nothing when it is not there. */
function held(path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return ''
  }
}

if (import.meta.main) for (const { path, content } of generated) writeFileSync(join(root, path), content())
