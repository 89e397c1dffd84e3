import { z } from 'zod'
import { Problem } from '../problem.ts'

type Values = Record<string, unknown>

/**
 * The parameters of a call: the body's members and the query's, names in any case, as the endpoint's schema spells them
 * (tenant-api.md 1.1). A name given twice in different cases or places is refused, because readers would disagree on which counts.
 */
export function parametersOf(schema: z.ZodType, { query, body }: { query: unknown; body: unknown }): unknown {
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
        throw new Problem('invalid_request', `The parameter ${name} is given twice. Send it once.`)
      seen.add(key)
      values[spelling.get(key) ?? name] = value
    }
  }
  return values
}

/** Names under which a URL must never carry anything (D2). */
const credentials = [
  'client_secret',
  'password',
  'newpassword',
  'oldpassword',
  'confirmpassword',
  'answer',
  'token',
  'access_token',
  'refresh_token',
  'code_verifier',
  'client_assertion',
]

/** The first credential in a query, or undefined. */
export function credentialInUrl(query: unknown): string | undefined {
  return Object.keys((query ?? {}) as Values).find((name) => credentials.includes(name.toLowerCase()))
}
