/** Between the name and the domain; full-width and small forms are typed for it as well (RT-07). */
const atSign = /[@\uFF20\uFE6B]/u
/** What a host name cannot hold, so that no address is made of more than a name. */
const noHost = /[\s/?#:\\%[\]@\uFF20\uFE6B]/u

/** The domain of a login name as rules compare it: what stands behind the last `@`, in ASCII and lower case; null without one. */
export function domainOf(name: string): string | null {
  if (name.length > longest) return null
  const parts = name.trim().split(atSign)
  return parts.length < 2 ? null : asciiDomain(parts.at(-1) ?? '')
}

/** A domain in its one spelling (IDNA), such as xn--bcher-kva.example; null for what is none. */
export function asciiDomain(text: string): string | null {
  if (text === '' || text.length > longest || noHost.test(text)) return null
  try {
    const { hostname } = new URL(`http://${text}`)
    return labels.test(hostname) ? hostname : null
  } catch {
    return null
  }
}

const longest = 300
const labels = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,30}$/
