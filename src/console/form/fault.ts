/** What is wrong with a value: a message at the value itself, at parts of it, or both. As react-hook-form keeps it. */
export type Fault = { message?: string } & { [part: string]: unknown }

/** The message at a part of the value: faultAt(fault, 0, 'name'). Without parts: at the value itself. */
export function faultAt(fault: Fault | undefined, ...parts: (string | number)[]): string | undefined {
  let at: unknown = fault
  for (const part of parts) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  if (typeof at !== 'object' || at === null) return undefined
  const { message, root } = at as { message?: unknown; root?: { message?: unknown } }
  if (typeof message === 'string') return message
  return typeof root?.message === 'string' ? root.message : undefined
}
