import { refusal } from './tree.ts'

/** The escape that every pattern is rewritten to: SQLite has none by default, PostgreSQL this one. */
export const likeEscape = '\\'

/** A pattern that means on both engines what it means to SQLite. */
export function likePattern(pattern: string, escape: string | null): string {
  if (pattern.length > longest) throw refusal(`A LIKE pattern has at most ${longest} characters.`)
  if (escape !== null && [...escape].length !== 1) throw refusal('ESCAPE needs one character.')
  let rewritten = ''
  let escaped = false
  for (const letter of pattern) {
    if (!escaped && letter === escape) escaped = true
    else {
      rewritten += !escaped && isWildcard(letter) ? letter : literally(letter)
      escaped = false
    }
  }
  if (escaped) throw refusal('A LIKE pattern must not end with its ESCAPE character.')
  return rewritten
}

/** A pattern for texts that contain this one. */
export const containing = (text: string) => `%${[...text].map(literally).join('')}%`

const longest = 1000
const isWildcard = (letter: string) => letter === '%' || letter === '_'
const literally = (letter: string) =>
  isWildcard(letter) || letter === likeEscape ? likeEscape + letter : letter
