/**
 * The one spelling of a request's path that router and scope patterns both see, without leading slash; or what is wrong with
 * it (SC-03). Decoded once, one trailing slash dropped. Whatever two readers could read differently is refused.
 * @param rawTarget as it stood in the request line
 */
export function canonicalPath(rawTarget: string): { path: string } | { fault: string } {
  const raw = rawTarget.split('?', 1)[0] ?? ''
  if (!raw.startsWith('/')) return { fault: 'The request target must be a path that begins with a slash.' }
  for (const [pattern, fault] of faultsAsSent) if (pattern.test(raw)) return { fault }

  const decoded = decodeOnce(raw.slice(1))
  if (decoded === undefined) return { fault: 'The path has a percent sign that encodes nothing.' }
  for (const [pattern, fault] of faultsDecoded) if (pattern.test(decoded)) return { fault }
  return { path: decoded.endsWith('/') ? decoded.slice(0, -1) : decoded }
}

const faultsAsSent: [RegExp, string][] = [
  [/[^\x21-\x7e]/, 'The path has a character outside printable ASCII.'],
  // A decoded slash, backslash, dot or NUL; a percent sign, because somebody behind us would decode it again; ? and #, which end a path when
  // they stand bare
  [/%(?:2f|5c|2e|00|25|3f|23)/i, 'The path has an encoded slash, backslash, dot, NUL, percent sign, ? or #.'],
  [/#/, 'The path has a fragment.'],
]

const faultsDecoded: [RegExp, string][] = [
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  [/[\x00-\x1f\x7f]/, 'The path has a control character.'],
  [/[^\x20-\x7e]/, 'The path has a character outside printable ASCII.'],
  [/\\/, 'The path has a backslash.'],
  [/;/, 'The path has a semicolon.'],
  [/^\/|\/\//, 'The path has two slashes in a row.'],
  [/(?:^|\/)\.{1,2}(?:\/|$)/, 'The path has a dot segment.'],
]

function decodeOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
