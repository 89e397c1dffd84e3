import type { Clue, Recognised } from './clue.ts'
import { cluesOfFields } from './cluesOfAddress.ts'

/** Members of events, as the tenant, its queries and collectors name them; without regard to case. */
const members: Record<string, Clue['kind']> = {
  correlationid: 'request',
  correlation_id: 'request',
  request: 'request',
  errorid: 'request',
  id: 'event',
  eventid: 'event',
  normalizeduser: 'user',
  username: 'user',
  applicationid: 'application',
  client_id: 'client',
  clientid: 'client',
}

/** A JSON text: an error, a reply, or an event; null for what is none. */
export function cluesOfJson(text: string): Recognised | null {
  const value = parsed(text)
  if (value === null) return null
  const flat = flattened(value)
  const texts = flat.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const of = (name: string) => texts.find(([each]) => each === name)?.[1] ?? null
  const clues = [
    ...texts.flatMap(([name, each]) => {
      const kind = Object.hasOwn(members, name.toLowerCase()) ? members[name.toLowerCase()] : undefined
      return kind === undefined ? [] : [{ kind, value: each }]
    }),
    ...cluesOfFields(texts),
  ]
  if (of('error') !== null) return { kind: 'oauthError', clues, told: of('error_description') ?? of('error') }
  if (flat.some(([name, each]) => name === 'success' && typeof each === 'boolean'))
    return { kind: 'reply', clues, told: of('Message') ?? of('message') }
  return { kind: 'logLine', clues, told: null }
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

const mostMembers = 500

/** The members of an object and of those in it, as many as are looked at. */
function flattened(value: object): [string, unknown][] {
  const found: [string, unknown][] = []
  const waiting: object[] = [value]
  for (let next = waiting.shift(); next !== undefined && found.length < mostMembers; next = waiting.shift())
    for (const [name, each] of Object.entries(next).slice(0, mostMembers)) {
      found.push([name, each])
      if (typeof each === 'object' && each !== null) waiting.push(each as object)
    }
  return found
}
