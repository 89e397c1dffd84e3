import { z } from 'zod'
import { isCredential } from '#platform/redactUrl.ts'
import { Problem } from '../problem.ts'

type Values = Record<string, unknown>

/**
 * The parameters of a call: the body's members and the query's, names in any case, as the endpoint's schema spells them
 * (contract.md 1.1). A name given twice in different cases or places is refused, because readers would disagree on which counts.
 */
export function parametersOf(schema: z.ZodType, { query, body }: { query: unknown; body: unknown }): unknown {
  if (holdsNul(query) || holdsNul(body))
    throw new Problem('invalid_request', 'A parameter holds a NUL character. Send it without.')
  if (schema instanceof z.ZodArray) return body ?? []
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  const spelling = new Map(names.map((name) => [name.toLowerCase(), name]))
  const values: Values = {}
  const seen = new Set<string>()
  for (const source of [body, query]) {
    // Calls without arguments send nothing, {}, [] or null
    if (typeof source !== 'object' || source === null || Array.isArray(source)) continue
    for (const [name, value] of Object.entries(source as Values)) {
      const key = name.toLowerCase()
      if (seen.has(key))
        throw new Problem(
          'invalid_request',
          `The parameter ${name.slice(0, 100)} is given twice. Send it once.`,
        )
      seen.add(key)
      values[spelling.get(key) ?? name] = value
    }
  }
  return values
}

/** A NUL character is part of no name or text, and one of the databases cannot keep it. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) => name.includes('\0') || holdsNul(member))
}

/** The first parameter of a query whose name says that it carries a credential, or undefined (D2). */
export function credentialInUrl(query: unknown): string | undefined {
  return Object.keys((query ?? {}) as Values).find(isCredential)
}
