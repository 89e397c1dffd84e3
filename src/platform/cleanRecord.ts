import { isCredential, redactText, redacted } from './redactUrl.ts'

type Members = Record<string, unknown>

/** A copy that may be logged: no credentials, nothing of unbounded size. */
export function cleanMembers(members: object, depth = 0): Members {
  const isKey = 'kty' in members
  return Object.fromEntries(
    Object.entries(members)
      .slice(0, mostMembers)
      .map(([name, value]) => [name, holdsSecret(name, value, isKey) ? redacted : clean(value, depth)]),
  )
}

/** What an error says of itself; drivers and parsers hang request data on other members. */
export function cleanError(error: Error, depth = 0): Members {
  const code = 'code' in error && ['string', 'number'].includes(typeof error.code) ? { code: error.code } : {}
  const cause = error.cause === undefined ? {} : { cause: clean(error.cause, depth) }
  return { type: error.name, message: clip(error.message), ...code, stack: clip(error.stack ?? ''), ...cause }
}

const deepest = 6
const mostMembers = 100
const longestText = 8000

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return clip(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return value
  if (value instanceof URL) return clip(value.href)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (depth >= deepest) return '[deeper]'
  if (value instanceof Error) return cleanError(value, depth + 1)
  if (Array.isArray(value)) return value.slice(0, mostMembers).map((one: unknown) => clean(one, depth + 1))
  return isPlain(value) ? cleanMembers(value, depth + 1) : `[${value.constructor.name}]`
}

/** Requests, sockets, connections: endless, and full of headers. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

const clip = (text: string) => {
  const safe = redactText(text.slice(0, longestText))
  return text.length > longestText ? `${safe}…` : safe
}

function holdsSecret(name: string, value: unknown, isKey: boolean): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false
  if (isKey && privateKeyMembers.has(name)) return true
  if (name === 'code' && isErrorCode(value)) return false
  return isCredential(name)
}

/** ECONNREFUSED, 23505: an error's, not an authorization code. */
const isErrorCode = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && /^[A-Z0-9_]{1,60}$/.test(value))

/** RFC 7518 §6 */
const privateKeyMembers = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])
