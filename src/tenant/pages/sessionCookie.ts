import { isLoopback } from '#schema/redirectUri.ts'

/** The name is the contract's (contract.md 2.12). */
export const sessionCookie = '.ASPXAUTH'

/** How the session cookie is set. Loopback hosts count as secure in browsers, also over plain http. */
export function sessionCookieOptions(tenantUrl: string) {
  const url = new URL(tenantUrl)
  return {
    httpOnly: true,
    secure: url.protocol === 'https:' || isLoopback(url),
    sameSite: 'lax',
    path: '/',
  } as const
}
