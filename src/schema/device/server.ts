import { z } from 'zod'

export const noServer = 'Give the address of the tenant, such as https://acme.id.example.com.'

/** The address of a tenant as people write it: the scheme, and slashes at the end, may be left out. */
function readAs(typed: string): URL | undefined {
  try {
    return new URL(/^[a-z][a-z\d+.-]{0,30}:\/\//i.test(typed) ? typed : `https://${typed}`)
  } catch {
    return undefined
  }
}

/** Why it is no address of a tenant, or undefined; nothing is typed yet where it is empty. What may really be asked, the outbound guard says. */
export function serverFault(typed: string): string | undefined {
  if (typed === '') return undefined
  const url = readAs(typed)
  if (!url) return noServer
  if (!/^https?:$/.test(url.protocol)) return 'Use https.'
  if (url.username || url.password) return 'Remove the user name and password from the address.'
  if (!/^\/{1,9}$/.test(url.pathname) || typed.includes('?') || typed.includes('#'))
    return `Only the host is needed. Try ${url.origin}`
  return undefined
}

export const serverAddress = z
  .string()
  .check(({ value, issues }) => {
    const message = serverFault(value)
    if (message) issues.push({ code: 'custom', input: value, message })
  })
  .transform((typed) => (typed === '' ? typed : (readAs(typed)?.origin ?? typed)))
