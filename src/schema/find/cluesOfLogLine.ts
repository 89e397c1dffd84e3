import type { Clue, Recognised } from './clue.ts'

/** Keys of CEF and of lines of key=value, without regard to case. */
const keys: Record<string, Clue['kind']> = {
  externalid: 'event',
  id: 'event',
  eventid: 'event',
  correlationid: 'request',
  request_id: 'request',
  requestid: 'request',
  suser: 'user',
  duser: 'user',
  user: 'user',
  normalizeduser: 'user',
  clientid: 'client',
  client_id: 'client',
  applicationid: 'application',
}

/** A line of a SIEM: CEF, or key=value pairs; null for what is none. A line of JSON is told by its braces. */
export function cluesOfLogLine(text: string): Recognised | null {
  const cef = text.indexOf('CEF:')
  const pairs = pairsIn(cef < 0 ? text : text.slice(cef))
  const known = pairs.flatMap(([key, value]) => {
    const kind = Object.hasOwn(keys, key.toLowerCase()) ? keys[key.toLowerCase()] : undefined
    return kind === undefined ? [] : [{ kind, value }]
  })
  if (cef < 0 && (known.length === 0 || pairs.length < 2)) return null
  return { kind: 'logLine', clues: known, told: null }
}

/** "a=b c=d e" → a: b, c: d. */
function pairsIn(text: string): [string, string][] {
  if (!/\s/.test(text)) return []
  return text.split(/[\s|]+/).flatMap((word): [string, string][] => {
    const at = word.indexOf('=')
    return at > 0 ? [[word.slice(0, at), word.slice(at + 1).replace(/^"|"$/g, '')]] : []
  })
}
