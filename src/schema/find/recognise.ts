import { cluesOfAddress } from './cluesOfAddress.ts'
import { cluesOfCommand } from './cluesOfCommand.ts'
import { cluesOfJson } from './cluesOfJson.ts'
import { cluesOfLogLine } from './cluesOfLogLine.ts'
import { longestPasted } from '../longestPasted.ts'
import { longestClue, mostClues, type Clue, type Recognised } from './clue.ts'
import { tokenIn } from './tokenIn.ts'

/**
 * What a pasted text is, and what can be looked up by it. It judges nothing and keeps nothing; its time is linear in the length of the text,
 * which is bounded.
 */
export function recognise(pasted: string): Recognised {
  const text = pasted.slice(0, longestPasted).trim()
  const found = read(text)
  return { ...found, clues: bounded(found.clues) }
}

function read(text: string): Recognised {
  if (/^curl\s/.test(text)) return cluesOfCommand(text)
  if (text.startsWith('{') || text.startsWith('[')) {
    const found = cluesOfJson(text)
    if (found) return found
  }
  const logLine = cluesOfLogLine(text)
  if (logLine) return logLine
  if (!/\s/.test(text) && /^[a-z][a-z0-9+.-]{0,30}:\/?\/?/i.test(text) && text.includes(':/'))
    return cluesOfAddress(text)
  const token = tokenIn(text)
  if (token !== null) return { kind: 'token', clues: [{ kind: 'token', value: token }], told: null }
  return plain(text)
}

function plain(text: string): Recognised {
  if (/\s/.test(text)) return ofWords(text)
  if (/^[^@]+@[^@]+$/.test(text))
    return {
      kind: 'name',
      clues: [
        { kind: 'user', value: text },
        { kind: 'client', value: text },
      ],
      told: text,
    }
  if (uuid.test(text)) return { kind: 'id', clues: [{ kind: 'anything', value: text }], told: null }
  return { kind: 'word', clues: text === '' ? [] : [{ kind: 'anything', value: text }], told: text }
}

/** Several words: what an error said, or several scopes. */
const ofWords = (text: string): Recognised => ({
  kind: 'text',
  clues: text
    .split(/\s+/)
    .slice(0, mostClues)
    .map((value) => ({ kind: 'anything', value })),
  told: text,
})

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function bounded(clues: readonly Clue[]): Clue[] {
  const seen = new Set<string>()
  return clues
    .filter(({ kind, value }) => {
      const key = `${kind} ${value}`
      if (value === '' || seen.has(key) || (kind !== 'token' && value.length > longestClue)) return false
      seen.add(key)
      return true
    })
    .slice(0, mostClues)
}
