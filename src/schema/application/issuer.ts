/**
 * Two issuers with the same key are one: neither the case of the host, nor dots at its end, nor slashes in a row or at the end, nor a letter that is
 * written as an escape tell them apart.
 */
export function issuerKey(issuer: string): string {
  if (hasNoScheme(issuer)) return issuerKey(`https://${issuer}`).slice('https://'.length)
  const { protocol, host, hostname, port, pathname } = new URL(issuer)
  const shown = hostname.endsWith('.') ? withoutEnd(hostname, '.') + (port && `:${port}`) : host
  const path = pathname.split('/').filter((part) => part !== '')
  return [`${protocol}//${shown}`, ...path.map(unescaped)].join('/')
}

/**
 * A host with a path and nothing in front. The vendor takes it, and resource servers that compare texts work with it; no program can read metadata
 * there, which a finding says (findings.ts).
 */
export const hasNoScheme = (issuer: string): boolean =>
  /^[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?(?:\/[\w.~!$&'()*+,=:@%-]*)*$/i.test(issuer) &&
  canParse(`https://${issuer}`)

function canParse(address: string): boolean {
  try {
    return new URL(address).host !== ''
  } catch {
    return false
  }
}

/** Whether an issuer stands below the address of the tenant, where each is the default of an application. */
export function isOfTenant(tenantUrl: string, issuer: string): boolean {
  try {
    return `${issuerKey(issuer)}/`.toLowerCase().startsWith(`${issuerKey(tenantUrl)}/`.toLowerCase())
  } catch {
    return false
  }
}

/** Escapes of what needs none (RFC 3986 §2.3). */
const unescaped = (part: string) =>
  part.replaceAll(/%[0-9a-f]{2}/gi, (escape) => {
    const letter = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    return /[\w.~-]/.test(letter) ? letter : escape.toUpperCase()
  })

function withoutEnd(text: string, end: string): string {
  return text.endsWith(end) ? withoutEnd(text.slice(0, -end.length), end) : text
}
