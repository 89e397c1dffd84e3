/** A JWT in a text, as it stands or after "Bearer"; null for none. JWTs begin with the base64url of {" and have three parts. */
export function tokenIn(text: string): string | null {
  const words = text
    .replaceAll('"', ' ')
    .replaceAll("'", ' ')
    .split(/[\s,;=&]+/)
  return words.find(isJwt) ?? bearerIn(words)
}

const isJwt = (word: string) => {
  if (!word.startsWith('eyJ')) return false
  const parts = word.split('.')
  return parts.length === 3 && parts.every((part) => /^[A-Za-z0-9_-]*$/.test(part))
}

/** Also one that says nothing by itself. */
function bearerIn(words: readonly string[]): string | null {
  const at = words.findIndex((word) => word.toLowerCase() === 'bearer')
  const next = at < 0 ? undefined : words[at + 1]
  return next === undefined || next === '' ? null : next
}

/** The claims that a JWT says, judged by nobody; null for what is none. */
export function claimsSaid(token: string): { header: object; claims: Record<string, unknown> } | null {
  const [header = '', claims = ''] = token.split('.')
  const read = [header, claims].map(decoded)
  const [first, second] = read
  return first && second ? { header: first, claims: second } : null
}

function decoded(part: string): Record<string, unknown> | null {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    )
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
