/** The cookies of the bff: one of the session, and one of each sign-in under way, whose name goes on (signInCookie.ts). `__Host-` needs Secure, which a browser may refuse on plain http. */
export function cookiesOf(consoleUrl: string) {
  const secure = consoleUrl.startsWith('https:')
  const prefix = secure ? '__Host-' : ''
  const shared = { path: '/', httpOnly: true, secure } as const
  return {
    session: { name: `${prefix}gatewright-session`, options: { ...shared, sameSite: 'strict' } },
    /** Lax: it must come along when the tenant, perhaps on another site, sends the browser back (BF-02). */
    signIn: { name: `${prefix}gatewright-sign-in`, options: { ...shared, sameSite: 'lax' } },
  } as const
}

export type Cookies = ReturnType<typeof cookiesOf>
