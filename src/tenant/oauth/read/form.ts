/** Parameters of a request; every name at most once (RFC 6749 §3.1). An empty value counts as missing. */
export type Form = { get: (name: string) => string | null }

/** Those of the parameters that were not sent. */
export const missingIn = (form: Form, ...names: string[]) => names.filter((name) => form.get(name) === null)

export type FormFault = { fault: string }

const longestValue = 8000

/** Reads what the HTTP layer parsed from the query and the body; a name that was sent twice, or in both, is a fault. */
export function readForm(...sources: unknown[]): Form | FormFault {
  const values = new Map<string, string>()
  for (const source of sources) {
    for (const [name, value] of Object.entries((source ?? {}) as Record<string, unknown>)) {
      if (typeof value !== 'string' || values.has(name))
        return { fault: `parameter ${printableName(name)} is given more than once` }
      if (value.includes('\0')) return { fault: `parameter ${printableName(name)} holds a NUL character` }
      if (value.length > longestValue) return { fault: `parameter ${printableName(name)} is too long` }
      values.set(name, value)
    }
  }
  return { get: (name) => values.get(name) || null }
}

/** Whether the body was sent as a form; a JSON body would be read by other rules. */
export const isForm = (contentType: string | undefined) =>
  /^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '')

const printableName = (name: string) => name.replace(/[^A-Za-z0-9_.-]/g, '?').slice(0, 60)
