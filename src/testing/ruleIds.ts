import type { Source } from './repository.ts'

/** AS-03, X-12; D1, S6, F3, T7. Not UTF-16, and not the T12 of a moment. */
export const ruleIds = /(?<![\w%/-])(?!UTF)(?:[A-Z]{1,3}-\d{2}|[DFST]\d{1,2})(?![\w-]|:\d)/g

/** `- **AS-03** A code works once …` */
export const ruleLine = /^- \*\*([A-Z]+-?\d+)\*\*( \*\*\(open\)\*\*)?/gm

/** The rules as they are, each marked as open for as long as no test names it. Libraries' faults (F3) carry no mark. */
export function withOpenMarks(rules: string, sources: readonly Source[]): string {
  const shown = new Set(
    sources
      .filter(({ path }) => /\.(test|spec)\.tsx?$/.test(path))
      .flatMap(({ text }) => text.replace(comment, '').match(ruleIds) ?? []),
  )
  return rules.replace(ruleLine, (_, id: string) =>
    shown.has(id) || !id.includes('-') ? `- **${id}**` : `- **${id}** **(open)**`,
  )
}

const comment = /(?<=^|[\s{(])(?:\/\*[\s\S]*?\*\/|\/\/ .*$)/gm

/** The comments of a program. Everything else is blank, so that lines keep their numbers. */
export function commentsOf(program: string): string {
  let at = 0
  const parts: string[] = []
  for (const match of program.matchAll(comment)) {
    parts.push(program.slice(at, match.index).replace(/[^\n]/g, ' '), match[0])
    at = match.index + match[0].length
  }
  return parts.join('')
}
