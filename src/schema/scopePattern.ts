import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js'
import { Recent } from './recent.ts'

/**
 * The patterns of a scope, read as decision D1 of the wire contract says: RE2 syntax, ignoring case, anchored at the start
 * of the canonical path, open at its end. The tenant enforces with these functions and the console previews with them.
 */

export const longestPattern = 200
export const mostPatterns = 20
const largestProgram = 200
/** Of all patterns of an application together (SC-02). */
export const largestPrograms = 2000

/** A leading ^ and / carry no meaning, because the start is anchored and paths have no leading slash. A quantifier keeps them. */
function stripStart(pattern: string): string {
  let rest = pattern
  if (rest.startsWith('^') && !/^\^[*+?{]/.test(rest)) rest = rest.slice(1)
  for (const slash of ['\\/', '/'])
    if (rest.startsWith(slash) && !/^[*+?{]/.test(rest.slice(slash.length))) return rest.slice(slash.length)
  return rest
}

type Compiled = { opens: (path: string) => boolean; size: number }

/** Throws an Error whose message is for the person who wrote the pattern. */
function compile(pattern: string): Compiled {
  if (!/^[\x20-\x7e]*$/.test(pattern)) throw new Error('Use printable ASCII characters only.')
  if (pattern.length > longestPattern) throw new Error(`Use at most ${longestPattern} characters.`)
  const source = stripStart(pattern)
  if (source === '')
    throw new Error('An empty pattern would open every API. Write the path that the scope should open.')
  if (/\(\?(?!:|P?<[A-Za-z])/.test(source)) throw new Error('Lookaround and inline flags are not supported.')
  if (namesBeyondAscii(source))
    throw new Error(
      'Unicode classes such as \\pL and letters beyond ASCII are not supported: paths have printable ASCII characters only. Name what they have, such as [a-z] or \\w.',
    )
  if (repeats(source) > largestProgram) throw tooComplex()
  let expression: RE2JS
  try {
    expression = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
  } catch (error) {
    if (error instanceof RE2JSSyntaxException)
      throw new Error(`Not a valid regular expression: ${error.getDescription()}.`, { cause: error })
    if (error instanceof RE2JSException)
      throw new Error(`Not a valid regular expression: ${error.message}.`, { cause: error })
    throw error
  }
  const size = expression.programSize()
  if (size > largestProgram) throw tooComplex()
  return { opens: (path) => expression.matcher(path).lookingAt(), size }
}

const tooComplex = () => new Error('This pattern is too complex. Split it into several simpler ones.')

// Before it is compiled, which takes the engine up to a tenth of a second over some: it looks for the other case of each letter of a range, and
// writes out what is counted.

const namesBeyondAscii = (source: string) =>
  /\\(?:[pP]|x\{0*[1-9a-f][0-9a-f]{2})/i.test(source.replaceAll('\\\\', ''))

/** What counted repetitions ask for at least: the program has that many steps. */
function repeats(source: string): number {
  const counts = source.matchAll(/\\.|\{(\d{1,9})(?:,(\d{0,9}))?\}/g)
  return [...counts].reduce((sum, [, least = 0, most = 0]) => sum + Math.max(Number(least), Number(most)), 0)
}

type Judged = { compiled: Compiled } | { fault: string }

/** Compiling takes up to some milliseconds, and a pattern is looked at by many. */
const judged = new Recent<Judged>(2000)

function judge(pattern: string): Judged {
  const known = judged.get(pattern)
  if (known) return known
  const found = judgedNow(pattern)
  if (pattern.length <= longestPattern) judged.set(pattern, found)
  return found
}

function judgedNow(pattern: string): Judged {
  try {
    return { compiled: compile(pattern) }
  } catch (error) {
    return { fault: (error as Error).message }
  }
}

/** What is wrong with a pattern, or undefined. */
export function patternFault(pattern: string): string | undefined {
  const found = judge(pattern)
  return 'fault' in found ? found.fault : undefined
}

/** How much there is of it to match at each request; nothing of a pattern with a fault. */
export function patternSize(pattern: string): number {
  const found = judge(pattern)
  return 'compiled' in found ? found.compiled.size : 0
}

/** True when the pattern opens the path (canonical, without its leading slash). A pattern that does not compile opens nothing. */
export function patternOpens(pattern: string, path: string): boolean {
  const found = judge(pattern)
  return 'compiled' in found && found.compiled.opens(path)
}

const everything = new WeakMap<Judged, boolean>()

/** True when the pattern opens every path, or every one that has two parts as all of the tenant's have. */
export function opensEverything(pattern: string): boolean {
  const found = judge(pattern)
  const known = everything.get(found)
  if (known !== undefined) return known
  const opens = patternOpens(pattern, '') || everyPath.every((path) => patternOpens(pattern, path))
  everything.set(found, opens)
  return opens
}

/** Nothing but wildcards matches all of these at once. */
const everyPath = Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => {
  const part = letter.repeat(30)
  return `${part}/${part}`
})
