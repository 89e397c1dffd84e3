import type { federatedJudgement } from '#schema/identityProviderCalls.ts'
import type { z } from 'zod'
import type { ApiClient } from './apiClient.ts'
import { pageOf, plainBrowser, type PlainBrowser, type Sight } from './plainBrowser.ts'
import type { TestTenant } from './tenant.ts'
import { text } from './visit.ts'

export type Judged = z.output<typeof federatedJudgement>

type Kept = {
  State: string
  Address: string
  Claims: { Name: string; Value: string }[]
  Redacted: string[] | null
  Fault: { Check: string; Seen: string; Cure: string } | null
}

/** A test sign-in as an administrator does it: begun by a call, gone on with in a browser, read by calls. */
export function testSignInOf(
  { admin, url }: Pick<TestTenant, 'admin' | 'url'>,
  id: string,
  client: ApiClient = admin,
) {
  const path = (call: string) => `/Gatewright/IdentityProviders/TestSignIn/${call}`
  const start = (settings?: Record<string, unknown>) =>
    client.result(path('Start'), { ID: id, ...(settings && { Settings: settings }) })
  const kept = () => client.result<Kept | null>(path('Get'), { ID: id })

  /** Opens the page of the test that waits, and gives where it leads. */
  async function goOn(browser: PlainBrowser): Promise<{ page: Sight; away: URL | undefined }> {
    const page = await browser.open((await kept())?.Address ?? '')
    const found = /<a class="button" href="([^"]*)"/.exec(pageOf(page).html)?.[1]
    return { page, away: found === undefined ? undefined : new URL(text(found)) }
  }

  /** Signs in at the identity provider, and gives the address by which it sends the browser back. */
  async function answered(away: URL | undefined): Promise<URL> {
    if (!away) throw new Error('The test sign-in leads nowhere')
    const reply = await fetch(away, { redirect: 'manual' })
    return new URL(reply.headers.get('location') ?? '', away)
  }

  async function run(settings?: Record<string, unknown>, browser = plainBrowser(url)): Promise<Sight> {
    await start(settings)
    return browser.open(await answered((await goOn(browser)).away))
  }

  const judge = (asked: { Settings?: Record<string, unknown>; Name?: string } = {}) =>
    client.result<Judged>(path('Judge'), { ID: id, ...asked })

  return { path, start, kept, goOn, answered, run, judge }
}
