import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { RunningBff } from './bff.ts'
import type { Browser } from './browser.ts'
import type { Person } from './foreignTenant.ts'

export const sessionCookie = 'gatewright-session'

export const newPerson = (name: string): Person => ({ id: randomUUID(), name, displayName: name })

/** What people do who sign in to the bff that runs, and what it keeps of them. */
export function signingIn(running: () => RunningBff) {
  const at = (path: string) => `${running().url}${path}`
  return {
    at,
    userOf: async (browser: Browser) =>
      ((await browser.get(at('/bff/session'))).json() as { user: { name: string } | null }).user,
    whoAmI: (browser: Browser) => browser.post(at('/api/Security/WhoAmI'), {}),

    signedIn: (person: Person): Promise<Browser> => {
      running().tenant.person = person
      return running().signedIn()
    },

    /** Begins a sign-in and gives the address that the tenant sends the browser back to. */
    goToTenant: async (browser: Browser, returnTo = '/'): Promise<string> => {
      const begun = await browser.get(at(`/bff/sign-in?returnTo=${encodeURIComponent(returnTo)}`))
      expect(begun.status).toBe(302)
      const answered = await browser.get(String(begun.headers.location))
      return String(answered.headers.location)
    },

    /** Everything our tables hold, as somebody with a dump would see it. */
    dump: async (): Promise<string> => {
      const tables = ['bff_sign_in', 'bff_session'].map((table) =>
        sql`select * from ${sql.table(table)}`.execute(running().database.read),
      )
      return JSON.stringify((await Promise.all(tables)).map(({ rows }) => rows))
    },
  }
}
